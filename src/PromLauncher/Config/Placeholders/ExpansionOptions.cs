using PromLauncher.Config.Document;

namespace PromLauncher.Config.Placeholders;

/// <summary>How placeholders are found and replaced.</summary>
public sealed record ExpansionOptions
{
    /// <summary>The release that will read the result: since 3.0 Prometheus itself expands <c>$</c> in external labels.</summary>
    public PrometheusVersion Prometheus { get; init; } = PrometheusVersion.NewestKnown;

    /// <summary>True when Prometheus is given <c>--enable-feature=expand-external-labels</c>.</summary>
    public bool ExpandExternalLabels { get; init; }

    /// <summary>True for <c>--expand-rule-files</c>.</summary>
    public bool RuleFiles { get; init; }

    /// <summary>Which placeholders may be used.</summary>
    public PlaceholderPolicy Policy { get; init; } = PlaceholderPolicy.Everything;

    /// <summary>Names of variables that are set, to suggest one for a name that is unset. Only names, no values.</summary>
    public IReadOnlyCollection<string> KnownNames { get; init; } = [];

    /// <summary>Limits of each file.</summary>
    public DocumentLimits Limits { get; init; } = DocumentLimits.Default;

    /// <summary>Whether Prometheus itself expands <c>$</c> in <c>global.external_labels</c>.</summary>
    internal bool PrometheusExpandsExternalLabels => ExpandExternalLabels || Prometheus.AtLeast(3, 0);
}
