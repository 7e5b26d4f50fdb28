using PromLauncher.Config.Document;
using PromLauncher.Config.Validation;

namespace PromLauncher.Config.Changes;

/// <summary>
/// What a Prometheus release does differently with the same configuration, which is accepted before and after. docs/validate.md lists them all.
/// </summary>
/// <param name="Kind">The old and the new behaviour, and the severity: a warning where samples or labels may be lost, else a note.</param>
/// <param name="Since">The release that changed it.</param>
/// <param name="Help">How to keep the old behaviour.</param>
internal sealed record BehaviourChange(FindingKind Kind, PrometheusVersion Since, string Help)
{
    /// <summary>The upstream migration guide.</summary>
    internal const string Migration = "https://prometheus.io/docs/prometheus/latest/migration/";

    private const string Changelog = "https://github.com/prometheus/prometheus/blob/main/CHANGELOG.md";

    /// <summary>Where a section is affected, or null when it isn't.</summary>
    internal required Func<Section, ValidationOptions, Node?> Touches { get; init; }

    /// <summary>The upstream documentation.</summary>
    public string Url => Since is { Major: 3, Minor: 0 } ? Migration : Changelog;

    /// <summary>Whether the change is between two releases, in either order.</summary>
    public bool IsBetween(PrometheusVersion one, PrometheusVersion other) => one.AtLeast(Since.Major, Since.Minor) != other.AtLeast(Since.Major, Since.Minor);
}
