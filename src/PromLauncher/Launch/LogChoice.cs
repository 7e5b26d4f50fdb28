using PromLauncher.Supervision;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>The log of a command: by its options, else by Prometheus's own log flags, else logfmt at level info.</summary>
internal static class LogChoice
{
    public static Log Make(ConfigurationOptions options, TimeProvider time, ChildArguments? arguments = null) => new(
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
