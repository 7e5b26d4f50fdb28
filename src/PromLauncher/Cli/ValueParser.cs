using System.Globalization;
using PromLauncher.Launch;
using PromLauncher.Telemetry;

namespace PromLauncher.Cli;

/// <summary>Parses the values of options and variables.</summary>
internal static class ValueParser
{
    /// <summary>Applies a parser; its error names the option.</summary>
    /// <exception cref="FailureException">The text can't be read.</exception>
    public static T Read<T>(string name, string text, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (FormatException e)
        {
            throw new FailureException(FailureKind.Usage, $"{name}: '{text}' is invalid: {e.Message}", inner: e);
        }
    }

    /// <summary>The string unchanged.</summary>
    public static string Text(string text) => text;

    /// <summary><c>true</c>, <c>false</c>, <c>1</c>, <c>0</c>.</summary>
    public static bool Boolean(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "1" => true,
        "FALSE" or "0" => false,
        _ => throw new FormatException("write true, false, 1 or 0"),
    };

    /// <summary>A duration as in Prometheus and Go: <c>30s</c>, <c>1m30s</c>, <c>2h</c>, <c>0</c>.</summary>
    public static TimeSpan Duration(string text) =>
        OptionDuration.TryParse(text, out var duration) ? duration : throw new FormatException("write a duration such as 30s, 1m30s or 2h");

    /// <summary>Bytes: a plain number, or with a unit of 1024 (<c>10MiB</c>, <c>10MB</c>, <c>512KB</c>, as Prometheus reads sizes).</summary>
    public static long Size(string text)
    {
        const string Allowed = "write a size such as 512KiB or 10MiB";
        var digits = text.AsSpan().IndexOfAnyExcept("0123456789");
        var (number, unit) = digits < 0 ? (text, "") : (text[..digits], text[digits..]);
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value)) throw new FormatException(Allowed);
        var shift = unit.Trim().ToUpperInvariant() switch
        {
            "" or "B" => 0,
            "K" or "KB" or "KIB" => 10,
            "M" or "MB" or "MIB" => 20,
            "G" or "GB" or "GIB" => 30,
            _ => throw new FormatException(Allowed),
        };
        return value <= long.MaxValue >> shift ? value << shift : throw new FormatException("that is too large");
    }

    /// <summary>A file mode in octal, <c>0644</c>.</summary>
    public static UnixFileMode Mode(string text)
    {
        var mode = 0;
        foreach (var digit in text)
        {
            if (digit is < '0' or > '7' || (mode = mode * 8 + digit - '0') > 0xFFF) throw new FormatException("write an octal mode such as 0644");
        }

        return text.Length > 0 ? (UnixFileMode)mode : throw new FormatException("write an octal mode such as 0644");
    }

    /// <summary>A non-negative integer.</summary>
    public static int Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : throw new FormatException("write a whole number");

    /// <summary>A parser that accepts one of the given words.</summary>
    public static Func<string, T> OneOf<T>(params (string Word, T Value)[] words) => text =>
    {
        foreach (var (word, value) in words)
        {
            if (word.Equals(text, StringComparison.OrdinalIgnoreCase)) return value;
        }

        throw new FormatException($"write one of {string.Join(", ", words.Select(static w => w.Word))}");
    };

    /// <summary>A parser that accepts only the given words and returns them as listed.</summary>
    public static Func<string, string> Words(IReadOnlyList<string> words) => OneOf([.. words.Select(static word => (word, word))]);

    /// <summary>The entries of a list in one string, without blank ones.</summary>
    public static IReadOnlyList<string> Split(string text, bool commas) =>
        text.Split(commas ? [',', '\n'] : ['\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
