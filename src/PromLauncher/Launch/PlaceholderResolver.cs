using PromLauncher.Aws;
using PromLauncher.Config.Placeholders;

namespace PromLauncher.Launch;

/// <summary>Resolves the values of placeholders: locally from <c>--set</c>, the environment and <c>--env-file</c>, the rest from AWS.</summary>
/// <param name="variables">The values from <c>--set</c> and the env files.</param>
/// <param name="environment">Returns an environment variable's value, or null.</param>
/// <param name="aws">Parameter Store, Secrets Manager and metadata.</param>
/// <param name="secretsMaxAge">The age up to which secrets are not fetched again.</param>
internal sealed class PlaceholderResolver(GivenVariables variables, Func<string, string?> environment, AwsValues aws, TimeSpan secretsMaxAge)
{
    /// <summary>Names that have a value, for suggestions about unset ones.</summary>
    public IReadOnlyCollection<string> KnownNames =>
        [.. variables.Set.Keys, .. System.Environment.GetEnvironmentVariables().Keys.Cast<string>(), .. variables.FromFiles.Keys];

    /// <summary>True when no request may be made (<c>validate --offline</c>): values not known locally are then unknown, not errors.</summary>
    public bool IsOffline { get; init; }

    /// <summary>When all secrets were last fetched, or null.</summary>
    public DateTimeOffset? LastSecretsRefresh => aws.LastRefresh;

    /// <summary>The number of secrets that keep an old value because fetching them again failed.</summary>
    public int StaleSecrets { get; private set; }

    /// <summary>Resolves each reference once; a failed one has the reason as its value.</summary>
    public async Task<IReadOnlyDictionary<PlaceholderReference, PlaceholderValue>> ResolveAsync(PlaceholderScan scan, CancellationToken cancellation)
    {
        var values = new Dictionary<PlaceholderReference, PlaceholderValue>(scan.References.Count);
        var asked = new Dictionary<PlaceholderReference, AwsName>();
        foreach (var reference in scan.References)
        {
            if (reference.Scheme == PlaceholderScheme.Environment) values[reference] = FromHere(reference.Name);
            else if (IsOffline) values[reference] = new PlaceholderValue.Unknown();
            else asked[reference] = new AwsName(reference.SchemeName, reference.Name);
        }

        StaleSecrets = 0;
        if (asked.Count == 0) return values;
        var answers = await aws.ResolveAsync(asked.Values, secretsMaxAge, cancellation);
        foreach (var (reference, name) in asked) values[reference] = Translate(answers[name]);
        StaleSecrets = answers.Values.Count(static answer => answer.IsStale);
        return values;
    }

    /// <summary>Our own region, or null when unknown.</summary>
    public async Task<string?> FindRegionAsync(CancellationToken cancellation)
    {
        if (IsOffline) return null;
        var name = new AwsName(PlaceholderReference.NameOf(PlaceholderScheme.Aws), "region");
        return (await aws.ResolveAsync([name], secretsMaxAge, cancellation))[name].Text;
    }

    private PlaceholderValue FromHere(string name)
    {
        if (variables.Set.TryGetValue(name, out var set)) return new PlaceholderValue.Text(set, "--set", IsSecret: false);
        if (environment(name) is { } value) return new PlaceholderValue.Text(value, "environment", IsSecret: false);
        if (variables.FromFiles.TryGetValue(name, out var text)) return new PlaceholderValue.Text(text, "--env-file", IsSecret: false);
        return IsOffline ? new PlaceholderValue.Unknown() : new PlaceholderValue.Unset();
    }

    private static PlaceholderValue Translate(AwsValue value) => value.Outcome switch
    {
        AwsValueOutcome.Found => new PlaceholderValue.Text(value.Text!, value.Origin, value.IsSecret),
        AwsValueOutcome.NotFound => Failed(PlaceholderFailureKind.NotFound, value),
        AwsValueOutcome.DoesNotExistHere => Failed(PlaceholderFailureKind.DoesNotExistHere, value),
        AwsValueOutcome.Refused => Failed(PlaceholderFailureKind.Refused, value),
        _ => Failed(PlaceholderFailureKind.Unreachable, value),
    };

    private static PlaceholderValue.Failed Failed(PlaceholderFailureKind kind, AwsValue value) => new(kind, value.Problem ?? "no reason was given");
}
