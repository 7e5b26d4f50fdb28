using PromLauncher.Config;
using PromLauncher.Config.Values;

namespace PromLauncher.Supervision;

/// <summary>
/// The user's arguments for Prometheus, parsed as Prometheus parses them (cmd/prometheus/main.go, 2.26 to 3.14), and the arguments it is started with.
/// </summary>
public sealed class ChildArguments
{
    private const string FlushDeadlineFlag = "storage.remote.flush-deadline";
    private const string AutoReloadFeature = "auto-reload-config";

    private static readonly TimeSpan DefaultFlushDeadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan UpstreamFlushDeadline = TimeSpan.FromMinutes(1);

    private readonly List<string> _kept = [];
    private readonly List<string> _warnings = [];
    private readonly List<string> _listenAddresses = [];
    private readonly List<string> _features = [];
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private bool _agentFlag;

    private ChildArguments()
    {
    }

    /// <summary>What was dropped and why, for the log.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>The value of <c>--log.format</c>, or null.</summary>
    public string? LogFormat => Value("log.format");

    /// <summary>The value of <c>--log.level</c>, or null.</summary>
    public string? LogLevel => Value("log.level");

    /// <summary>The features that <c>--enable-feature</c> names.</summary>
    public IReadOnlySet<string> Features => _features.ToHashSet(StringComparer.Ordinal);

    /// <summary>Where it will listen: <c>host:port</c>, the host possibly empty.</summary>
    public IReadOnlyList<string> ListenAddresses => _listenAddresses.Count > 0 ? _listenAddresses : ["0.0.0.0:9090"];

    /// <summary>The path prefix of all its URLs: empty, or <c>/path</c> without a trailing slash.</summary>
    public string RoutePrefix
    {
        get
        {
            // Prometheus, too, treats an empty value as not given.
            var prefix = Value("web.route-prefix") is { Length: > 0 } given ? given : PathOf(Value("web.external-url") ?? "");
            return prefix.Trim('/') is { Length: > 0 } path ? "/" + path : "";
        }
    }

    /// <summary>The file of <c>--web.config.file</c> (TLS, basic auth), or null.</summary>
    public string? WebConfigFile => Value("web.config.file") is { Length: > 0 } file ? file : null;

    /// <summary>Parses the arguments after <c>--</c>. Never fails: Prometheus itself refuses what is invalid.</summary>
    public static ChildArguments Parse(IReadOnlyList<string> words)
    {
        var arguments = new ChildArguments();
        foreach (var flag in FlagReader.Read(words)) arguments.Take(flag);
        return arguments;
    }

    /// <summary>True when it will run as an agent. Since 3.0 only <c>--agent</c> selects that; the feature flag of that name was removed.</summary>
    /// <param name="version">The release that will run.</param>
    public bool IsAgent(PrometheusVersion version) => _agentFlag || version.Major < 3 && _features.Contains("agent");

    /// <summary>The folder that it will write to, as given, else upstream's default (its images set the flag themselves).</summary>
    /// <param name="version">The release that will run.</param>
    public string StoragePath(PrometheusVersion version) => IsAgent(version)
        ? Value("storage.agent.path") ?? "data-agent/"
        : Value("storage.tsdb.path") ?? "data/";

    /// <summary>The arguments to start it with.</summary>
    /// <param name="configFile">The published main file.</param>
    /// <param name="addDefaults">Add the flush deadline when it is not given: Prometheus's default, 1m, is longer than ECS waits before SIGKILL (30s).</param>
    /// <param name="stopTimeout">How long it has to exit after a stop signal; zero: unknown.</param>
    public IReadOnlyList<string> ForStart(string configFile, bool addDefaults, TimeSpan stopTimeout)
    {
        List<string> words = [.. _kept];
        // Arguments after -- are not flags: leave it to Prometheus to refuse them.
        var end = words.IndexOf("--") is >= 0 and var dashes ? dashes : words.Count;
        words.Insert(end, $"--config.file={configFile}");
        if (addDefaults && Value(FlushDeadlineFlag) is null) words.Insert(end + 1, $"--{FlushDeadlineFlag}={PromDuration.Format(FlushDeadlineFor(stopTimeout))}");
        return words;
    }

    /// <summary>How long Prometheus, started with these arguments, waits for one remote_write queue to be flushed when it stops or reloads.</summary>
    /// <param name="addDefaults">As for <see cref="ForStart"/>.</param>
    /// <param name="stopTimeout">As for <see cref="ForStart"/>.</param>
    public TimeSpan FlushDeadline(bool addDefaults, TimeSpan stopTimeout) => Value(FlushDeadlineFlag) is { } given
        ? PromDuration.TryParse(given) ?? UpstreamFlushDeadline
        : addDefaults ? FlushDeadlineFor(stopTimeout) : UpstreamFlushDeadline;

    /// <summary>The flush deadline for a stop timeout T: T minus 5 s, but at least T/2; 20 s when there is none.</summary>
    internal static TimeSpan FlushDeadlineFor(TimeSpan stopTimeout)
    {
        if (stopTimeout <= TimeSpan.Zero) return DefaultFlushDeadline;
        var (less, half) = (stopTimeout - TimeSpan.FromSeconds(5), stopTimeout / 2);
        return less > half ? less : half;
    }

    private void Take(Flag flag)
    {
        switch (flag.Name)
        {
            case "config.file":
                Drop(flag, "the launcher publishes the configuration and passes its file itself; --location sets where it comes from");
                return;
            case "config.auto-reload" or "no-config.auto-reload" or "config.auto-reload-interval":
                Drop(flag, "the launcher reloads Prometheus itself, after checking the configuration; --refresh-interval sets how often");
                return;
            case "enable-feature" when flag.Value is not null:
                TakeFeatures(flag);
                return;
            case "agent" or "no-agent":
                _agentFlag = flag.Name == "agent";
                break;
            case "web.listen-address" when flag.Value is not null:
                _listenAddresses.Add(flag.Value);
                break;
            case { Length: > 0 } when flag.Value is not null:
                _values[flag.Name] = flag.Value;
                break;
        }

        _kept.AddRange(flag.Words);
    }

    private void TakeFeatures(Flag flag)
    {
        var features = flag.Value!.Split(',');
        _features.AddRange(features);
        if (!features.Contains(AutoReloadFeature))
        {
            _kept.AddRange(flag.Words);
            return;
        }

        _warnings.Add($"--enable-feature={AutoReloadFeature} is dropped: the launcher reloads Prometheus itself, after checking the configuration; --refresh-interval sets how often");
        var rest = string.Join(',', features.Where(static feature => feature != AutoReloadFeature));
        if (rest.Length > 0) _kept.Add($"--enable-feature={rest}");
    }

    private void Drop(Flag flag, string why) => _warnings.Add($"--{flag.Name} is dropped: {why}");

    private string? Value(string name) => _values.GetValueOrDefault(name);

    /// <summary>The path of a URL as Go's net/url parses it: from the host to <c>?</c> or <c>#</c>, percent-decoded.</summary>
    private static string PathOf(string url)
    {
        var rest = url.Split('#', '?')[0];
        if (rest.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme)
        {
            rest = rest[(scheme + 3)..];
            rest = rest.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? rest[slash..] : "";
        }

        return Uri.UnescapeDataString(rest);
    }
}
