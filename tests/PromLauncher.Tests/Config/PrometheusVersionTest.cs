using PromLauncher.Config;

namespace PromLauncher.Tests.Config;

public sealed class PrometheusVersionTest
{
    [Theory]
    [InlineData("2.42", "2.42.0")]
    [InlineData("v3.14.0", "3.14.0")]
    [InlineData(" 3.14.1 ", "3.14.1")]
    [InlineData("3.14.0-rc.1", "3.14.0-rc.1")]
    [InlineData("2.42.0+ds", "2.42.0")]
    [InlineData("3.5.0-rc.0+build-7", "3.5.0-rc.0")]
    public void A_version_is_read_as_releases_write_it(string text, string expected) =>
        Assert.Equal(expected, PrometheusVersion.Parse(text).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("3.")]
    [InlineData("3.x")]
    [InlineData("3.14.0.1")]
    [InlineData("-1.2")]
    [InlineData("3.14-")]
    [InlineData("latest")]
    public void Anything_else_is_not_a_version(string? text) => Assert.False(PrometheusVersion.TryParse(text, out _));

    [Fact]
    public void Versions_are_ordered_as_semantic_versioning_orders_them()
    {
        string[] ordered = ["2.9", "2.26", "2.42.1", "3.0.0-beta.0", "3.0.0-rc.1", "3.0.0-rc.2", "3.0.0-rc.10", "3.0.0", "3.9", "3.14"];
        Assert.Equal(ordered, ordered.Reverse().OrderBy(PrometheusVersion.Parse));
    }

    [Theory]
    [InlineData("3.14.0", false)]
    [InlineData("3.14.7", false)]
    [InlineData("3.15.0-rc.0", true)]
    [InlineData("4.0", true)]
    [InlineData("2.26", false)]
    public void A_minor_release_beyond_the_newest_known_is_newer_than_known(string text, bool newer) =>
        Assert.Equal(newer, PrometheusVersion.Parse(text).IsNewerThanKnown);

    [Theory]
    [InlineData("3.0", 2, 55, true)]
    [InlineData("2.55", 3, 0, false)]
    [InlineData("3.14.0-rc.1", 3, 14, true)]
    [InlineData("3.9", 3, 10, false)]
    public void A_rule_holds_from_the_minor_release_that_brought_it(string text, int major, int minor, bool holds) =>
        Assert.Equal(holds, PrometheusVersion.Parse(text).AtLeast(major, minor));
}
