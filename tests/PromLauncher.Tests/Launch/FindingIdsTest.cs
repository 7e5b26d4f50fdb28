using PromLauncher.Launch;
using PromLauncher.Telemetry;

namespace PromLauncher.Tests.Launch;

/// <summary>Ids of findings on the command line.</summary>
public sealed class FindingIdsTest
{
    [Fact]
    public void An_unknown_id_is_refused_with_the_nearest_one()
    {
        var failure = Assert.Throws<FailureException>(() => FindingIds.Check("--disable", ["amp-retry", "amp_retri", "later-release"]));
        Assert.Equal(FailureKind.Usage, failure.Kind);
        Assert.StartsWith("--disable: ", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(" there is no finding 'amp_retri', 'later-release'", failure.Message, StringComparison.Ordinal);
        Assert.StartsWith("Did you mean amp-retry? docs/validate.md lists every id", failure.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_are_accepted() => FindingIds.Check("--error", ["amp-retry", "unknown-field"]);
}
