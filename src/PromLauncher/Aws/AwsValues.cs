namespace PromLauncher.Aws;

/// <summary>
/// The values that <c>ssm:</c>, <c>secretsmanager:</c>, <c>ecs:</c> and <c>aws:</c> placeholders name. Each name is requested
/// once per call, in as few requests as the services allow; secrets are cached, so that a failed refresh keeps the old value.
/// Not thread-safe.
/// </summary>
/// <param name="aws">How AWS is called.</param>
public sealed class AwsValues(AwsContext aws)
{
    private readonly Dictionary<AwsName, (AwsValue Value, DateTimeOffset Asked)> _kept = [];
    private readonly HashSet<AwsName> _stale = [];
    private readonly ParameterStore _parameters = new(aws);
    private readonly SecretStore _secrets = new(aws);
    private readonly TaskValues _task = new(aws);

    /// <summary>When all secrets of the last call were last read, or null before that.</summary>
    public DateTimeOffset? LastRefresh { get; private set; }

    /// <summary>Resolves names; a name that fails has its reason and does not affect the others.</summary>
    /// <param name="names">The names; duplicates count once.</param>
    /// <param name="maxAge">Secrets no older than this are not requested again; zero requests all.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<IReadOnlyDictionary<AwsName, AwsValue>> ResolveAsync(IReadOnlyCollection<AwsName> names, TimeSpan maxAge, CancellationToken cancellation)
    {
        var now = aws.Options.Time.GetUtcNow();
        var values = new Dictionary<AwsName, AwsValue>(names.Count);
        List<string> parameters = [], secrets = [];
        foreach (var name in names)
        {
            if (values.ContainsKey(name)) continue;
            if (_kept.TryGetValue(name, out var kept) && kept.Asked + maxAge > now)
            {
                values[name] = kept.Value;
                continue;
            }

            values[name] = AwsValue.Missing("not asked");
            switch (name.Scheme)
            {
                case "ssm":
                    parameters.Add(name.Name);
                    break;
                case "secretsmanager":
                    secrets.Add(name.Name);
                    break;
                default:
                    values[name] = await _task.ReadAsync(name, cancellation).ConfigureAwait(false);
                    break;
            }
        }

        var asked = await Task.WhenAll(
            Named("ssm", _parameters.ReadAsync(parameters, cancellation)),
            Named("secretsmanager", _secrets.ReadAsync(secrets, cancellation))).ConfigureAwait(false);
        var complete = true;
        foreach (var (name, value) in asked.SelectMany(static one => one))
        {
            values[name] = Keep(name, value, now);
            complete &= value.Outcome == AwsValueOutcome.Found;
        }

        if (complete && parameters.Count + secrets.Count > 0) LastRefresh = now;
        return values;
    }

    private AwsValue Keep(AwsName name, AwsValue value, DateTimeOffset now)
    {
        if (value.Outcome == AwsValueOutcome.Found)
        {
            _kept[name] = (value, now);
            if (_stale.Remove(name)) aws.Options.Log.Info("a secret can be read again", [("name", name)]);
            return value;
        }

        if (!_kept.TryGetValue(name, out var old)) return value;
        if (_stale.Add(name)) aws.Options.Log.Warn("a secret could not be refreshed; keeping its old value", [("name", name), ("err", value.Problem)]);
        return old.Value with { IsStale = true, Problem = value.Problem };
    }

    private static async Task<IEnumerable<(AwsName Name, AwsValue Value)>> Named(string scheme, Task<Dictionary<string, AwsValue>> values) =>
        (await values.ConfigureAwait(false)).Select(value => (new AwsName(scheme, value.Key), value.Value));
}
