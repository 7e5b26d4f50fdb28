namespace PromLauncher.Config.WebFiles;

/// <summary>Durations of Go's <c>time.ParseDuration</c>: <c>1.5h</c>, <c>-250ms</c>, <c>0</c>; unlike those of Prometheus, they have no days.</summary>
internal static class GoDuration
{
    private static readonly string[] Units = ["ns", "us", "µs", "μs", "ms", "s", "m", "h"];

    /// <summary>True when Go accepts it.</summary>
    public static bool IsValid(string text)
    {
        var rest = text.AsSpan();
        if (rest is ['+' or '-', ..]) rest = rest[1..];
        if (rest is "0") return true;
        if (rest.IsEmpty) return false;
        while (!rest.IsEmpty)
        {
            var number = rest.IndexOfAnyExcept("0123456789.") is >= 0 and var length ? rest[..length] : rest;
            if (number.IsEmpty || number is "." || number.Count('.') > 1) return false;
            rest = rest[number.Length..];
            var unit = rest.IndexOfAny("0123456789.") is >= 0 and var end ? rest[..end] : rest;
            if (!Array.Exists(Units, Equals(unit.ToString()))) return false;
            rest = rest[unit.Length..];
        }

        return true;

        static Predicate<string> Equals(string unit) => known => known == unit;
    }
}
