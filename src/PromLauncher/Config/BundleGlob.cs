namespace PromLauncher.Config;

/// <summary>
/// Path patterns as Prometheus reads them in <c>rule_files</c> and <c>scrape_config_files</c> (Go's path/filepath.Match), against the files of a bundle.
/// </summary>
public static class BundleGlob
{
    /// <summary>The files of the bundle that a pattern matches. Relative patterns start from the main file's folder. An absolute one, or one
    /// that leaves the bundle, matches none of its files, unless the bundle has a <see cref="ConfigBundle.Folder"/>.</summary>
    /// <param name="bundle">The files.</param>
    /// <param name="pattern">The pattern.</param>
    public static IEnumerable<string> Files(ConfigBundle bundle, string pattern)
    {
        if (pattern.Contains('\0') || Relative(bundle, pattern) is not { } clean) return [];
        return bundle.Files.Keys.Where(file => IsMatch(clean, file)).Order(StringComparer.Ordinal);
    }

    /// <summary>The pattern as a path on this machine, absolute; null when the bundle has no folder on it, or when no path can match.</summary>
    /// <param name="bundle">The files.</param>
    /// <param name="pattern">The pattern.</param>
    public static string? Absolute(ConfigBundle bundle, string pattern) =>
        bundle.Folder is null || pattern.Contains('\0') ? null
        : "/" + string.Join('/', Parts(pattern.StartsWith('/') ? pattern : $"{bundle.Folder}/{MainFolder(bundle)}{pattern}", mayLeave: true)!);

    private static string? Relative(ConfigBundle bundle, string pattern)
    {
        if (Absolute(bundle, pattern) is { } absolute)
            return absolute.StartsWith(bundle.Folder!.TrimEnd('/') + "/", StringComparison.Ordinal) ? absolute[(bundle.Folder.TrimEnd('/').Length + 1)..] : absolute;
        return pattern.StartsWith('/') || Parts(MainFolder(bundle) + pattern, mayLeave: false) is not { } parts ? null : string.Join('/', parts);
    }

    private static string MainFolder(ConfigBundle bundle) => bundle.MainFile[..(bundle.MainFile.LastIndexOf('/') + 1)];

    /// <summary>The parts of a path without empty ones and <c>.</c>; null when it leaves its start and must not (there is nothing above <c>/</c>).</summary>
    private static List<string>? Parts(string path, bool mayLeave)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else if (!mayLeave) return null;
        }

        return parts;
    }

    /// <summary><c>*</c> and <c>?</c> stay within a folder; <c>[a-z]</c>, <c>[^a]</c>; a backslash escapes the next character.
    /// A malformed pattern matches nothing.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="path">The path.</param>
    public static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path)
    {
        // Backtracking to the last star is enough: an earlier one could not match more.
        int p = 0, n = 0, star = -1, mark = 0;
        while (true)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, mark) = (p, n);
                p++;
                continue;
            }

            if (n == path.Length) return p == pattern.Length;
            if (p < pattern.Length && One(pattern, p, path[n]) is var length and > 0)
            {
                p += length;
                n++;
                continue;
            }

            if (star < 0 || path[mark] == '/') return false;
            (p, n, mark) = (star + 1, mark + 1, mark + 1);
        }
    }

    /// <summary>The length of the pattern's next element when it matches the character, else 0.</summary>
    private static int One(ReadOnlySpan<char> pattern, int at, char c)
    {
        switch (pattern[at])
        {
            case '?':
                return c == '/' ? 0 : 1;
            case '\\':
                return at + 1 < pattern.Length && pattern[at + 1] == c ? 2 : 0;
            case '[':
                return Class(pattern, at, c);
            default:
                return pattern[at] == c ? 1 : 0;
        }
    }

    private static int Class(ReadOnlySpan<char> pattern, int at, char c)
    {
        var i = at + 1;
        var negated = i < pattern.Length && pattern[i] == '^';
        if (negated) i++;
        var found = false;
        for (var count = 0; i < pattern.Length; count++)
        {
            if (pattern[i] == ']' && count > 0) return found != negated && c != '/' ? i + 1 - at : 0;
            if (Letter(pattern, ref i) is not { } low) return 0;
            var high = low;
            if (i < pattern.Length && pattern[i] == '-')
            {
                i++;
                if (Letter(pattern, ref i) is not { } upper) return 0;
                high = upper;
            }

            found |= low <= c && c <= high;
        }

        return 0;
    }

    private static char? Letter(ReadOnlySpan<char> pattern, ref int i)
    {
        if (i >= pattern.Length || pattern[i] is '-' or ']') return null;
        if (pattern[i] == '\\') i++;
        return i < pattern.Length ? pattern[i++] : null;
    }
}
