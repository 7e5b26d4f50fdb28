using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using PromLauncher.Native;

namespace PromLauncher.Telemetry;

/// <summary>
/// Log lines in the format of Prometheus's own (Go's slog), so that one parser reads both programs of the container.
/// Each line is one write(2) to its file descriptor: <see cref="Console"/> would write control sequences on a terminal and
/// install the runtime's SIGCHLD handler.
/// </summary>
/// <param name="format">The format of the lines.</param>
/// <param name="minimum">Lines below it are dropped.</param>
/// <param name="time">The clock of <c>time=</c>.</param>
/// <param name="sink">Receives each line, newline included; null means standard error.</param>
public sealed class Log(LogFormat format, LogLevel minimum, TimeProvider time, Action<ReadOnlyMemory<byte>>? sink = null)
{
    private readonly Action<ReadOnlyMemory<byte>> _sink = sink ?? (static line => Descriptor.Write(2, line.Span));

    /// <summary>A log that drops everything.</summary>
    public static Log None { get; } = new(LogFormat.Logfmt, (LogLevel)int.MaxValue, TimeProvider.System, static _ => { });

    /// <summary>The format of the lines.</summary>
    public LogFormat Format { get; } = format;

    /// <summary>Lines below it are dropped.</summary>
    public LogLevel Minimum { get; } = minimum;

    /// <summary>True when lines of this level are written.</summary>
    public bool IsEnabled(LogLevel level) => level >= Minimum;

    /// <summary>A line at debug level. Values are never secrets, file contents or expanded placeholders.</summary>
    public void Debug(string message, ReadOnlySpan<(string Key, object? Value)> fields = default,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Write(LogLevel.Debug, message, fields, file, line);

    /// <summary>A line at info level.</summary>
    public void Info(string message, ReadOnlySpan<(string Key, object? Value)> fields = default,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Write(LogLevel.Info, message, fields, file, line);

    /// <summary>A line at warn level.</summary>
    public void Warn(string message, ReadOnlySpan<(string Key, object? Value)> fields = default,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Write(LogLevel.Warn, message, fields, file, line);

    /// <summary>A line at error level.</summary>
    public void Error(string message, ReadOnlySpan<(string Key, object? Value)> fields = default,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Write(LogLevel.Error, message, fields, file, line);

    /// <summary>A line at the given level.</summary>
    public void Write(LogLevel level, string message, ReadOnlySpan<(string Key, object? Value)> fields,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (!IsEnabled(level)) return;
        var writer = new LogLine(Format);
        writer.Add("time", time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        writer.Add("level", level switch { LogLevel.Debug => "DEBUG", LogLevel.Info => "INFO", LogLevel.Warn => "WARN", _ => "ERROR" });
        writer.Add("source", $"{Path.GetFileName(file)}:{line}");
        writer.Add("msg", message);
        foreach (var (key, value) in fields) writer.Add(key, value);
        _sink(Encoding.UTF8.GetBytes(writer.Finish()));
    }
}
