using PromLauncher.Supervision;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>Which log a command writes: what its options say, else what Prometheus's own flags say, else logfmt from info on.</summary>
internal static class LogChoice
{
    public static Log Make(FetchOptions options, TimeProvider time, ChildArguments? arguments = null) => new(
        options.LogFormat ?? (arguments?.LogFormat == "json" ? LogFormat.Json : LogFormat.Logfmt),
        options.LogLevel ?? arguments?.LogLevel switch
        {
            "debug" => LogLevel.Debug,
            "warn" => LogLevel.Warn,
            "error" => LogLevel.Error,
            _ => LogLevel.Info,
        },
        time);
}
