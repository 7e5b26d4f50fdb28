using PromLauncher.Config;
using PromLauncher.Config.Placeholders;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>Fills in the placeholders of a configuration: looks for them, asks for their values, puts them in.</summary>
internal sealed class PlaceholderExpansion(FetchOptions options, PlaceholderResolver resolver, Log log)
{
    private readonly PlaceholderPolicy _policy = Policy(options);

    /// <summary>True when the last configuration held values that may be others the next time.</summary>
    public bool AsksAgain { get; private set; }

    /// <summary>When every secret last came, or null.</summary>
    public DateTimeOffset? LastSecretsRefresh => resolver.LastSecretsRefresh;

    /// <summary>Expands one configuration.</summary>
    /// <exception cref="FailureException">A value is refused or can't be reached; unset ones are diagnostics of the result.</exception>
    public async Task<ExpandedBundle> ExpandAsync(ConfigBundle bundle, Target target, CancellationToken cancellation)
    {
        var scan = PlaceholderScan.Find(bundle, new ExpansionOptions
        {
            Prometheus = target.Version,
            ExpandExternalLabels = target.Features.Contains("expand-external-labels"),
            RuleFiles = options.ExpandRuleFiles,
            Policy = _policy,
            KnownNames = resolver.KnownNames,
        });
        AsksAgain = scan.References.Any(static reference => reference.Scheme is PlaceholderScheme.Ssm or PlaceholderScheme.SecretsManager);
        var expanded = Expansion.Apply(scan, await resolver.ResolveAsync(scan, cancellation));
        foreach (var (use, origin) in expanded.Provenance)
            log.Debug("placeholder filled in", [("placeholder", use.Reference), ("file", use.File), ("line", use.Span.Line), ("column", use.Span.Column), ("from", origin)]);
        ThrowIfOutOfReach(expanded);
        return expanded;
    }

    /// <summary>A refused or unreachable value says nothing about the configuration: it may be had a moment later.</summary>
    private static void ThrowIfOutOfReach(ExpandedBundle expanded)
    {
        var unreachable = expanded.Failures.Any(static failure => failure.Kind == PlaceholderFailureKind.Unreachable);
        if (!unreachable && !expanded.Failures.Any(static failure => failure.Kind == PlaceholderFailureKind.Refused)) return;
        var texts = expanded.Diagnostics.Where(static finding => finding.Id.StartsWith("placeholder-", StringComparison.Ordinal) && finding.Severity == Severity.Error)
            .Select(static finding => $"{finding.File}:{finding.Span.Line}:{finding.Span.Column}: {finding.Message}");
        throw new FailureException(unreachable ? FailureKind.Unavailable : FailureKind.Denied, string.Join("; ", texts))
        {
            Transient = unreachable,
            MaySettle = !unreachable,
        };
    }

    private static PlaceholderPolicy Policy(FetchOptions options)
    {
        try
        {
            return PlaceholderPolicy.Parse([.. options.AllowPlaceholders]);
        }
        catch (FormatException e)
        {
            throw new FailureException(FailureKind.Usage, $"--allow-placeholders: {e.Message}", inner: e);
        }
    }
}
