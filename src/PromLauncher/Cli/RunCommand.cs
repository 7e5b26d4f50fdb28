using PromLauncher.Launch;

namespace PromLauncher.Cli;

/// <summary><c>promlauncher run [options] [-- prometheus arguments]</c>.</summary>
internal sealed class RunCommand : CliCommand
{
    private readonly ConfigurationSettings _configuration;
    private readonly Setting<string?> _stateDir;
    private readonly Setting<string> _prometheus;
    private readonly Setting<TimeSpan> _refreshInterval;
    private readonly Setting<TimeSpan> _secretsRefreshInterval;
    private readonly Setting<TimeSpan> _startupTimeout;
    private readonly Setting<FailurePolicy> _onFailure;
    private readonly Setting<TimeSpan?> _reloadTimeout;
    private readonly Setting<TimeSpan> _stopTimeout;
    private readonly Setting<string?> _listen;
    private readonly Setting<string?> _prometheusUrl;
    private readonly Setting<string?> _prometheusHttpConfig;
    private readonly BooleanSetting _defaultFlags;
    private readonly BooleanSetting _noDefaultFlags;
    private readonly DiscoverSettings _discover;

    public RunCommand()
        : base("run", "Fetch, expand, validate and publish a configuration, then start Prometheus and supervise it. Everything after -- is passed to Prometheus.")
    {
        _configuration = new ConfigurationSettings(Command, CheckMode.Auto);
        _stateDir = Add(new Setting<string?>("--state-dir", "Where releases are published", ValueParser.Text, null,
            "/var/lib/promlauncher, else a private temporary folder"));
        _prometheus = Add(new Setting<string>("--prometheus", "The program to start", ValueParser.Text, "prometheus", "prometheus from PATH"));
        _refreshInterval = Add(new Setting<TimeSpan>("--refresh-interval",
            "How often the source is polled; 0: never", ValueParser.Duration, TimeSpan.FromMinutes(1), "1m"));
        _secretsRefreshInterval = Add(new Setting<TimeSpan>("--secrets-refresh-interval",
            "How often ssm: and secretsmanager: values are fetched again", ValueParser.Duration, TimeSpan.FromMinutes(15), "15m"));
        _startupTimeout = Add(new Setting<TimeSpan>("--startup-timeout",
            "How long to retry fetching when there is no last good configuration", ValueParser.Duration, TimeSpan.FromMinutes(2), "2m"));
        _onFailure = Add(new Setting<FailurePolicy>("--on-failure", "What to do when the newest configuration can't be fetched or is invalid: last-good, fail",
            ValueParser.OneOf(("last-good", FailurePolicy.LastGood), ("fail", FailurePolicy.Fail)), FailurePolicy.LastGood, "last-good"));
        _reloadTimeout = Add(new Setting<TimeSpan?>("--reload-timeout", "After this long an unfinished reload is reported", static text => ValueParser.Duration(text), null, "from the queues and the flush deadline"));
        _stopTimeout = Add(new Setting<TimeSpan>("--stop-timeout",
            "Kill Prometheus this long after a stop signal; 0: leave it to the container runtime", ValueParser.Duration, TimeSpan.Zero, "0"));
        _listen = Add(new Setting<string?>("--listen", "Serve /metrics, /healthz, /-/status and a status page at host:port", ValueParser.Text, null, "off"));
        _prometheusUrl = Add(new Setting<string?>("--prometheus-url", "How to reach Prometheus", ValueParser.Text, null, "from its own flags"));
        _prometheusHttpConfig = Add(new Setting<string?>("--prometheus-http-config",
            "TLS and authentication for reaching Prometheus, in promtool's HTTP config file format", ValueParser.Text, null, "from its own flags"));
        _defaultFlags = Add(new BooleanSetting("--default-flags", "Add --storage.remote.flush-deadline=20s unless it is given", fallback: true));
        _noDefaultFlags = Add(new BooleanSetting("--no-default-flags", "Add no flags"));
        _discover = new DiscoverSettings(Command, "--discover-", "/output/ecs_file_sd.yml", "off, except for the clusters of --discover-scope");
    }

    public override async Task<int> RunAsync(Invocation invocation) =>
        ExitCodes.Of(await new Launcher(Read(invocation), invocation.Process).RunAsync());

    private RunOptions Read(Invocation invocation) => new()
    {
        Configuration = _configuration.Read(invocation),
        StateDir = invocation.Read(_stateDir),
        Prometheus = invocation.Read(_prometheus),
        Arguments = invocation.ChildArguments,
        RefreshInterval = invocation.Read(_refreshInterval),
        SecretsRefreshInterval = invocation.Read(_secretsRefreshInterval),
        StartupTimeout = invocation.Read(_startupTimeout),
        OnFailure = invocation.Read(_onFailure),
        ReloadTimeout = invocation.Read(_reloadTimeout),
        StopTimeout = invocation.Read(_stopTimeout),
        Listen = invocation.Read(_listen),
        PrometheusUrl = invocation.Read(_prometheusUrl),
        PrometheusHttpConfig = invocation.Read(_prometheusHttpConfig),
        DefaultFlags = invocation.Read(_defaultFlags) && !invocation.Read(_noDefaultFlags),
        Discover = _discover.IsGiven(invocation) ? _discover.Read(invocation) : null,
    };
}
