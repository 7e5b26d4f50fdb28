using PromLauncher.Telemetry;

namespace PromLauncher.Cli;

/// <summary>The settings of the log, the same for every command.</summary>
internal static class LogSettings
{
    public static Setting<LogFormat?> Format(string shownDefault) => new("--log-format", "The format of log lines: logfmt, json",
        ValueParser.OneOf<LogFormat?>(("logfmt", LogFormat.Logfmt), ("json", LogFormat.Json)), null, shownDefault);

    public static Setting<LogLevel?> Level(string shownDefault) => new("--log-level", "The minimum level of log lines: debug, info, warn, error",
        ValueParser.OneOf<LogLevel?>(("debug", LogLevel.Debug), ("info", LogLevel.Info), ("warn", LogLevel.Warn), ("error", LogLevel.Error)), null, shownDefault);
}
