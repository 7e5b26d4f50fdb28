using System.Globalization;

namespace PromLauncher.Config;

/// <summary>
/// A Prometheus release: <c>2.42</c>, <c>v3.14.0</c>, <c>3.14.0-rc.1</c>. The configuration's rules change with minor releases only,
/// so the schema only looks at <see cref="Major"/> and <see cref="Minor"/>; a pre-release follows the rules of its release.
/// </summary>
/// <param name="Major">First number.</param>
/// <param name="Minor">Second number.</param>
/// <param name="Patch">Third number, 0 when left out.</param>
/// <param name="PreRelease">What follows the <c>-</c>, such as <c>rc.1</c>; empty for a release.</param>
public readonly record struct PrometheusVersion(int Major, int Minor, int Patch = 0, string PreRelease = "")
    : IComparable<PrometheusVersion>
{
    /// <summary>The newest release that the schema covers.</summary>
    public static PrometheusVersion NewestKnown => new(3, 14);

    /// <summary>The oldest release that the schema covers; older ones are checked against its rules.</summary>
    public static PrometheusVersion OldestKnown => new(2, 26);

    /// <summary>True when the schema may not know every field of this release.</summary>
    public bool IsNewerThanKnown => this > NewestKnown && !IsSameMinor(NewestKnown);

    /// <summary>Reads a version as Prometheus, its tags and its image labels write it.</summary>
    /// <param name="text">Two or three numbers, with or without a leading <c>v</c>, <c>-pre.release</c> and <c>+build</c>.</param>
    /// <param name="version">The version read.</param>
    /// <returns>False when the text is not a version.</returns>
    public static bool TryParse(string? text, out PrometheusVersion version)
    {
        version = default;
        var rest = (text ?? "").AsSpan().Trim();
        if (rest.StartsWith("v")) rest = rest[1..];
        if (rest.IndexOf('+') is >= 0 and var build) rest = rest[..build];
        var pre = "";
        if (rest.IndexOf('-') is >= 0 and var dash)
        {
            pre = rest[(dash + 1)..].ToString();
            rest = rest[..dash];
            if (pre.Length == 0) return false;
        }

        Span<int> numbers = stackalloc int[3];
        numbers.Clear();
        var count = 0;
        foreach (var range in rest.Split('.'))
        {
            if (count == 3 || !int.TryParse(rest[range], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[count])) return false;
            count++;
        }

        if (count < 2) return false;
        version = new PrometheusVersion(numbers[0], numbers[1], numbers[2], pre);
        return true;
    }

    /// <summary>Reads a version.</summary>
    /// <param name="text">As for <see cref="TryParse"/>.</param>
    /// <exception cref="FormatException">The text is not a version.</exception>
    public static PrometheusVersion Parse(string text) => TryParse(text, out var version)
        ? version
        : throw new FormatException($"\"{text}\" is not a Prometheus version; write it as 2.42, 3.14.0 or 3.14.0-rc.1");

    /// <summary>Whether both follow the same rules: same major and minor number.</summary>
    /// <param name="other">The other release.</param>
    public bool IsSameMinor(PrometheusVersion other) => Major == other.Major && Minor == other.Minor;

    /// <summary>Whether a rule introduced in <paramref name="major"/>.<paramref name="minor"/> applies to this release.</summary>
    /// <param name="major">First number of the release that introduced the rule.</param>
    /// <param name="minor">Its second number.</param>
    public bool AtLeast(int major, int minor) => Major != major ? Major > major : Minor >= minor;

    /// <summary>Orders releases as semantic versioning does: a pre-release precedes its release (semver.org, 11).</summary>
    /// <param name="other">The other release.</param>
    public int CompareTo(PrometheusVersion other)
    {
        var order = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        if (order != 0) return order;
        var (left, right) = (PreRelease ?? "", other.PreRelease ?? "");
        if (left.Length == 0 || right.Length == 0) return right.Length.CompareTo(left.Length);
        return ComparePreRelease(left, right);
    }

    /// <summary><c>3.14</c>: the form used where the rules are meant.</summary>
    public string ToMinorString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    /// <summary><c>3.14.0</c> or <c>3.14.0-rc.1</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}{(string.IsNullOrEmpty(PreRelease) ? "" : "-")}{PreRelease}");

    /// <summary>Older.</summary>
    public static bool operator <(PrometheusVersion left, PrometheusVersion right) => left.CompareTo(right) < 0;

    /// <summary>Newer.</summary>
    public static bool operator >(PrometheusVersion left, PrometheusVersion right) => left.CompareTo(right) > 0;

    /// <summary>Older or the same.</summary>
    public static bool operator <=(PrometheusVersion left, PrometheusVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Newer or the same.</summary>
    public static bool operator >=(PrometheusVersion left, PrometheusVersion right) => left.CompareTo(right) >= 0;

    private static int ComparePreRelease(string left, string right)
    {
        var (ours, theirs) = (left.Split('.'), right.Split('.'));
        for (var i = 0; i < Math.Min(ours.Length, theirs.Length); i++)
        {
            var isNumber = int.TryParse(ours[i], NumberStyles.None, CultureInfo.InvariantCulture, out var a);
            var isOtherNumber = int.TryParse(theirs[i], NumberStyles.None, CultureInfo.InvariantCulture, out var b);
            var order = (isNumber, isOtherNumber) switch
            {
                (true, true) => a.CompareTo(b),
                (true, false) => -1,
                (false, true) => 1,
                _ => string.CompareOrdinal(ours[i], theirs[i]),
            };
            if (order != 0) return order;
        }

        return ours.Length.CompareTo(theirs.Length);
    }
}
