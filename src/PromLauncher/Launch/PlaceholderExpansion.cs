using PromLauncher.Config;
using PromLauncher.Config.Placeholders;
using PromLauncher.Config.SigV4;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>Expands the placeholders of a configuration: finds them, resolves their values and substitutes them.</summary>
internal sealed class PlaceholderExpansion(ConfigurationOptions options, PlaceholderResolver resolver, Log log)
{
    private readonly PlaceholderPolicy _policy = Policy(options);

    /// <summary>True when the last configuration contained values that may change without the source changing.</summary>
    public bool AsksAgain { get; private set; }

    /// <summary>When all secrets were last fetched, or null.</summary>
    public DateTimeOffset? LastSecretsRefresh => resolver.LastSecretsRefresh;

    /// <summary>The number of secrets that keep an old value because fetching them again failed.</summary>
    public int StaleSecrets => resolver.StaleSecrets;

    /// <summary>Expands one configuration.</summary>
    /// <exception cref="FailureException">A value is denied or can't be fetched; unset ones are diagnostics of the result.</exception>
    public async Task<ExpandedBundle> ExpandAsync(ConfigBundle bundle, PrometheusTarget target, CancellationToken cancellation)
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
        return await FillRegionsAsync(expanded, cancellation);
    }

    /// <summary>Gives each <c>sigv4</c> block without a region the region in its URL, else our own.</summary>
    private async Task<ExpandedBundle> FillRegionsAsync(ExpandedBundle expanded, CancellationToken cancellation)
    {
        var regions = SigV4Regions.Find(expanded);
        var fallback = regions.NeedsFallback ? await resolver.FindRegionAsync(cancellation) : null;
        var filled = regions.Fill(fallback, isFallbackKnown: !resolver.IsOffline);
        foreach (var (file, place, region) in filled.FilledRegions)
            log.Info("sigv4 region filled in", [("region", region), ("file", file), ("line", place.Line), ("column", place.Column)]);
        return filled;
    }

    /// <summary>
    /// A denied or unreachable value is not a fault of the configuration and may be available a moment later. One failure names all of them.
    /// </summary>
    private static void ThrowIfOutOfReach(ExpandedBundle expanded)
    {
        var unreachable = expanded.Failures.Any(static failure => failure.Kind == PlaceholderFailureKind.Unreachable);
        if (!unreachable && !expanded.Failures.Any(static failure => failure.Kind == PlaceholderFailureKind.Refused)) return;
        var places = expanded.Failures.Select(static failure => (failure.Use.File, failure.Use.Span)).ToHashSet();
        var texts = expanded.Diagnostics.Where(finding => finding.Severity == Severity.Error && places.Contains((finding.File, finding.Span)))
            .Select(static finding => $"{finding.File}:{finding.Span.Line}:{finding.Span.Column}: {finding.Message}");
        throw new FailureException(unreachable ? FailureKind.Unavailable : FailureKind.Denied, string.Join("; ", texts))
        {
            Transient = unreachable,
            MaySettle = !unreachable,
        };
    }

    private static PlaceholderPolicy Policy(ConfigurationOptions options)
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
