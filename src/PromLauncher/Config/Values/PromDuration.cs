using System.Globalization;

namespace PromLauncher.Config.Values;

/// <summary>
/// A duration as Prometheus writes it: <c>30s</c>, <c>1h30m</c>, units from large to small, each once, no fraction, no sign.
/// Source: ParseDuration of prometheus/common, model/time.go.
/// </summary>
internal static class PromDuration
{
    /// <summary>How many characters of an invalid unit are shown.</summary>
    private const int Longest = 20;

    private static ReadOnlySpan<long> Multipliers => [31_536_000_000_000_000, 604_800_000_000_000, 86_400_000_000_000, 3_600_000_000_000, 60_000_000_000, 1_000_000_000, 1_000_000];

    /// <summary>Reads a duration in nanoseconds.</summary>
    /// <param name="text">The text.</param>
    /// <param name="nanoseconds">Its length.</param>
    /// <returns>Null when it is valid, else what is wrong with it (the text itself is not repeated).</returns>
    public static string? Parse(ReadOnlySpan<char> text, out long nanoseconds)
    {
        nanoseconds = 0;
        if (text is "0") return null;
        if (text.IsEmpty) return "it is empty";
        ulong total = 0;
        var last = -1;
        while (!text.IsEmpty)
        {
            var digits = 0;
            while (digits < text.Length && char.IsAsciiDigit(text[digits])) digits++;
            if (digits == 0) return text[0] is '-' or '+' ? "a sign is not allowed" : "it must begin with a number";
            if (!ulong.TryParse(text[..digits], out var count)) return "the number is too large";
            text = text[digits..];
            var length = 0;
            while (length < text.Length && !char.IsAsciiDigit(text[length])) length++;
            if (length == 0) return "the unit is missing";
            var unit = Unit(text[..length]);
            if (unit < 0) return text[..length].Contains('.') ? "fractions are not allowed" : $"\"{Runes.Shortened(text[..length], Longest)}\" is not a unit";
            if (unit <= last) return "units go from large to small, each once";
            last = unit;
            text = text[length..];
            var size = (ulong)Multipliers[unit];
            if (count > (1UL << 63) / size) return "it is longer than 292 years";
            total += count * size;
            if (total > long.MaxValue) return "it is longer than 292 years";
        }

        nanoseconds = (long)total;
        return null;
    }

    /// <summary>The duration, or null when Prometheus refuses the text.</summary>
    public static TimeSpan? TryParse(string text) =>
        Parse(text, out var nanoseconds) is null ? TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick) : null;

    /// <summary>Formats a duration in whole seconds if exact, else in milliseconds.</summary>
    public static string Format(TimeSpan duration)
    {
        var milliseconds = (long)duration.TotalMilliseconds;
        return milliseconds % 1000 == 0 ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000}s") : string.Create(CultureInfo.InvariantCulture, $"{milliseconds}ms");
    }

    private static int Unit(ReadOnlySpan<char> text) => text switch
    {
        "y" => 0,
        "w" => 1,
        "d" => 2,
        "h" => 3,
        "m" => 4,
        "s" => 5,
        "ms" => 6,
        _ => -1,
    };
}
