using System.Globalization;

namespace PromLauncher.Supervision;

/// <summary>Durations as Prometheus's flags take them (prometheus/common, model.ParseDuration): whole numbers with units, largest first.</summary>
internal static class GoDuration
{
    private static readonly (string Unit, long Milliseconds)[] Units =
        [("y", 31_536_000_000), ("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)];

    /// <summary>Formats it in whole seconds if exact, else in milliseconds.</summary>
    public static string Format(TimeSpan duration)
    {
        var milliseconds = (long)duration.TotalMilliseconds;
        return milliseconds % 1000 == 0
            ? (milliseconds / 1000).ToString(CultureInfo.InvariantCulture) + "s"
            : milliseconds.ToString(CultureInfo.InvariantCulture) + "ms";
    }

    /// <summary>Parses one.</summary>
    /// <returns>Null when Prometheus would refuse it.</returns>
    public static TimeSpan? TryParse(string text)
    {
        if (text == "0") return TimeSpan.Zero;
        var (total, next) = (0L, 0);
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits is <= 0 or > 12) return null;
            var unitLength = rest[digits..].IndexOfAnyInRange('0', '9') is >= 0 and var length ? length : rest.Length - digits;
            var unit = IndexOf(rest.Slice(digits, unitLength));
            if (unit < next) return null;
            var value = long.Parse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            if (value > TimeSpan.MaxValue.TotalMilliseconds / 4 / Units[unit].Milliseconds) return null;
            total += value * Units[unit].Milliseconds;
            next = unit + 1;
            rest = rest[(digits + unitLength)..];
        }

        return next > 0 ? TimeSpan.FromMilliseconds(Math.Min(total, (long)TimeSpan.MaxValue.TotalMilliseconds)) : null;
    }

    private static int IndexOf(ReadOnlySpan<char> unit)
    {
        for (var index = 0; index < Units.Length; index++)
        {
            if (unit.SequenceEqual(Units[index].Unit)) return index;
        }

        return -1;
    }
}
