namespace PromLauncher.Config.Schema;

/// <summary>The minor releases to which something applies, both ends included.</summary>
/// <param name="Since">The first one, as major * 1000 + minor; 0 for "always".</param>
/// <param name="Until">The last one; <see cref="int.MaxValue"/> for "still".</param>
internal readonly record struct VersionRange(int Since, int Until)
{
    /// <summary>Every release.</summary>
    public static VersionRange Always => new(0, int.MaxValue);

    /// <summary>The number by which releases are compared here.</summary>
    public static int Number(PrometheusVersion version) => version.Major * 1000 + version.Minor;

    /// <summary>Whether a release is in it.</summary>
    public bool Contains(PrometheusVersion version) => Number(version) is var number && number >= Since && number <= Until;

    /// <summary>Reads <c>2.28..</c>, <c>..2.42</c>, <c>2.41..2.42</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out VersionRange range)
    {
        range = Always;
        var dots = text.IndexOf("..");
        if (dots < 0) return false;
        var since = 0;
        var until = int.MaxValue;
        if (dots > 0 && !TryNumber(text[..dots], out since)) return false;
        if (dots + 2 < text.Length && !TryNumber(text[(dots + 2)..], out until)) return false;
        range = new(since, until);
        return true;
    }

    /// <summary><c>2.28</c> of 2028.</summary>
    public static string Name(int number) => $"{number / 1000}.{number % 1000}";

    /// <summary>The release after that of a number: <c>2.29</c> of 2028, <c>3.0</c> of 2055, the last 2.x.</summary>
    public static string NameOfNext(int number) => number == 2055 ? "3.0" : Name(number + 1);

    private static bool TryNumber(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        var dot = text.IndexOf('.');
        if (dot < 1 || !int.TryParse(text[..dot], out var major) || !int.TryParse(text[(dot + 1)..], out var minor)) return false;
        number = major * 1000 + minor;
        return true;
    }
}
