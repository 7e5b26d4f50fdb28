using PromLauncher.Config.Document;
using PromLauncher.Config.Validation;

namespace PromLauncher.Config.Changes;

/// <summary>
/// What a Prometheus release does differently with the same text, although it accepts it before and after. docs/validate.md lists them all.
/// </summary>
/// <param name="Kind">What was and what is, and how much it matters: a warning where samples or labels may be lost, else a note.</param>
/// <param name="Since">The release that changed it.</param>
/// <param name="Help">What keeps the old behaviour.</param>
internal sealed record BehaviourChange(FindingKind Kind, PrometheusVersion Since, string Help)
{
    /// <summary>Where upstream tells of changes of behaviour.</summary>
    internal const string Migration = "https://prometheus.io/docs/prometheus/latest/migration/";

    private const string Changelog = "https://github.com/prometheus/prometheus/blob/main/CHANGELOG.md";

    /// <summary>Where a section is touched, or null when it isn't.</summary>
    internal required Func<Section, ValidationOptions, Node?> Touches { get; init; }

    /// <summary>Where upstream tells of it.</summary>
    public string Url => Since is { Major: 3, Minor: 0 } ? Migration : Changelog;

    /// <summary>Whether it lies between two releases, whichever is the newer one.</summary>
    public bool IsBetween(PrometheusVersion one, PrometheusVersion other) => one.AtLeast(Since.Major, Since.Minor) != other.AtLeast(Since.Major, Since.Minor);
}
