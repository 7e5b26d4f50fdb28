using PromLauncher.Launch;
using PromLauncher.Telemetry;

namespace PromLauncher.Cli;

/// <summary><c>promlauncher discover [options]</c>; <see cref="ScannerFlags"/> translates the flags of prometheus-ecs-discovery.</summary>
internal sealed class DiscoverCommand : CliCommand
{
    private readonly DiscoverSettings _discover;
    private readonly Setting<int> _times;
    private readonly BooleanSetting _once;
    private readonly BooleanSetting _explain;
    private readonly Setting<bool> _json;
    private readonly Setting<string?> _listen;
    private readonly Setting<LogFormat?> _logFormat;
    private readonly Setting<LogLevel?> _logLevel;

    public DiscoverCommand()
        : base("discover", "Scan ECS and keep a file of targets for Prometheus up to date. The flags of prometheus-ecs-discovery (-config.cluster=NAME, …) are understood too.")
    {
        _discover = new DiscoverSettings(Command, "--", "ecs_file_sd.yml", "all clusters of the region, or those of --scope");
        _times = Add(new Setting<int>("--times", "The number of scans; 0: unlimited", ValueParser.Count, 0, "0"));
        _once = Add(new BooleanSetting("--once", "One scan; the same as --times=1"));
        _explain = Add(new BooleanSetting("--explain", "Scan once and print each container's target or skip reason; write nothing"));
        _json = Add(new Setting<bool>("--format", "The output format of --explain: text, json", ValueParser.OneOf(("text", false), ("json", true)),
            false, "text", elsewhere: ReportFormats));
        _listen = Add(new Setting<string?>("--listen", "Serve /metrics, /healthz, /sd, /-/status and a status page at host:port", ValueParser.Text, null, "off"));
        _logFormat = Add(LogSettings.Format("logfmt"));
        _logLevel = Add(LogSettings.Level("info"));
    }

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var (times, once) = (invocation.Read(_times), invocation.Read(_once));
        var options = _discover.Read(invocation) with { Times = once ? 1 : times };
        return ExitCodes.Of(await new Discovering(
            new DiscoverCommandOptions
            {
                Discover = options,
                Listen = invocation.Read(_listen),
                Explain = invocation.Read(_explain),
                Json = invocation.Read(_json),
                LogFormat = invocation.Read(_logFormat) ?? LogFormat.Logfmt,
                LogLevel = invocation.Read(_logLevel) ?? LogLevel.Info,
            },
            invocation.Process).RunAsync());
    }
}
