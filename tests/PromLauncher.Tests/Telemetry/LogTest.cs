using System.Text;
using System.Text.Json;
using PromLauncher.Telemetry;

namespace PromLauncher.Tests.Telemetry;

public sealed class LogTest
{
    public static TheoryData<object?, string> Values => new()
    {
        { "plain", "plain" },
        { "", "\"\"" },
        { "two words", "\"two words\"" },
        { "a=b", "\"a=b\"" },
        { "say \"no\"", "\"say \\\"no\\\"\"" },
        { "line\nbreak", "\"line\\nbreak\"" },
        { "tab\there", "\"tab\\there\"" },
        { "bell\u0007", "\"bell\\x07\"" },
        { "grün", "grün" },
        { "csi\u009b31m", "\"csi\\u009b31m\"" },
        { "turn\u202eed", "\"turn\\u202eed\"" },
        { "no\u00a0break", "\"no\\u00a0break\"" },
        { "private\ue000", "\"private\\ue000\"" },
        { "tag\U000e0001", "\"tag\\U000e0001\"" },
        { "\u2028", "\"\\u2028\"" },
        { "😀", "😀" },
        { 12, "12" },
        { true, "true" },
        { null, "\"\"" },
        { TimeSpan.FromMilliseconds(12.5), "12.5ms" },
        { TimeSpan.FromSeconds(90), "90s" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_quoted_as_Prometheus_quotes_it(object? value, string expected)
    {
        var line = Write(LogFormat.Logfmt, log => log.Info("told", [("key", value)]));
        Assert.StartsWith("time=2026-01-02T03:04:05.678Z level=INFO source=LogTest.cs:", line, StringComparison.Ordinal);
        Assert.EndsWith($" msg=told key={expected}\n", line, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void A_json_line_is_json_whatever_the_value(object? value, string expected)
    {
        Assert.NotNull(expected);
        var line = Write(LogFormat.Json, log => log.Warn("told \"so\"", [("key", value)]));
        Assert.DoesNotContain(line, static c => char.IsControl(c) && c != '\n' || c is '\u202e' or '\u2028');
        using var document = JsonDocument.Parse(line);
        Assert.Equal("WARN", document.RootElement.GetProperty("level").GetString());
        Assert.Equal("told \"so\"", document.RootElement.GetProperty("msg").GetString());
        if (value is string text) Assert.Equal(text, document.RootElement.GetProperty("key").GetString());
        if (value is int number) Assert.Equal(number, document.RootElement.GetProperty("key").GetInt32());
    }

    [Theory]
    [InlineData(LogLevel.Debug, 4)]
    [InlineData(LogLevel.Info, 3)]
    [InlineData(LogLevel.Warn, 2)]
    [InlineData(LogLevel.Error, 1)]
    public void Lines_below_the_level_are_dropped(LogLevel minimum, int lines)
    {
        var count = 0;
        var log = new Log(LogFormat.Logfmt, minimum, TimeProvider.System, _ => count++);
        log.Debug("d");
        log.Info("i");
        log.Warn("w");
        log.Error("e");
        Assert.Equal(lines, count);
    }

    private static string Write(LogFormat format, Action<Log> write)
    {
        var text = "";
        write(new Log(format, LogLevel.Debug, new FixedTime(), line => text += Encoding.UTF8.GetString(line.Span)));
        return text;
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
    }
}
