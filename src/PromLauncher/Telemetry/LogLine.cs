using System.Globalization;
using System.Text;

namespace PromLauncher.Telemetry;

/// <summary>One log line under construction, quoted as Go's slog does (TextHandler and JSONHandler).</summary>
internal readonly struct LogLine
{
    private readonly LogFormat _format;
    private readonly StringBuilder _text;

    public LogLine(LogFormat format)
    {
        _format = format;
        _text = new StringBuilder(160);
        if (format == LogFormat.Json) _text.Append('{');
    }

    public void Add(string key, object? value)
    {
        var text = Show(value);
        if (_format == LogFormat.Json)
        {
            if (_text.Length > 1) _text.Append(',');
            Quote(_text, key, json: true).Append(':');
            if (value is sbyte or short or int or long or ushort or uint or ulong or double or float or decimal or bool) _text.Append(text);
            else Quote(_text, text, json: true);
            return;
        }

        if (_text.Length > 0) _text.Append(' ');
        _text.Append(key).Append('=');
        if (NeedsQuotes(text)) Quote(_text, text, json: false);
        else _text.Append(text);
    }

    public string Finish() => _text.Append(_format == LogFormat.Json ? "}\n" : "\n").ToString();

    private static string Show(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        TimeSpan span => ShowDuration(span),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>In seconds from one second on, else in milliseconds.</summary>
    private static string ShowDuration(TimeSpan span) => span.TotalSeconds >= 1
        ? span.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + "s"
        : span.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture) + "ms";

    private static bool NeedsQuotes(string text)
    {
        if (text.Length == 0) return true;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is ' ' or '=' or '"' || rune == Rune.ReplacementChar || !IsPrinted(rune)) return true;
        }

        return false;
    }

    private static StringBuilder Quote(StringBuilder output, string text, bool json)
    {
        output.Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => output.Append("\\\""),
                '\\' => output.Append("\\\\"),
                '\n' => output.Append("\\n"),
                '\r' => output.Append("\\r"),
                '\t' => output.Append("\\t"),
                _ when IsPrinted(rune) => output.Append(rune.ToString()),
                < 0x80 when !json => output.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
                > 0xFFFF when !json => output.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
                _ => Escape(output, rune),
            };
        }

        return output.Append('"');
    }

    private static StringBuilder Escape(StringBuilder output, Rune rune)
    {
        foreach (var c in rune.ToString()) output.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        return output;
    }

    /// <summary>Go's <c>unicode.IsPrint</c>: terminals interpret other characters, such as marks that change the direction of text.</summary>
    private static bool IsPrinted(Rune rune) => rune.IsAscii ? rune.Value is >= ' ' and < 0x7f : Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
