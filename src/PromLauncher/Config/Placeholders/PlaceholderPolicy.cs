namespace PromLauncher.Config.Placeholders;

/// <summary>Which placeholders a configuration may use (<c>--allow-placeholders</c>).</summary>
public sealed class PlaceholderPolicy
{
    private readonly List<(PlaceholderScheme Scheme, string Pattern)> _allowed;

    private PlaceholderPolicy(List<(PlaceholderScheme, string)> allowed) => _allowed = allowed;

    /// <summary>Allows all placeholders.</summary>
    public static PlaceholderPolicy Everything { get; } = new([]);

    /// <summary>Reads patterns: a scheme (<c>env</c>, <c>ssm</c>, <c>secretsmanager</c>, <c>ecs</c>, <c>aws</c>), optionally with <c>:</c> and a name in which
    /// <c>*</c> matches any text.</summary>
    /// <param name="patterns">The patterns; an empty collection allows everything.</param>
    /// <exception cref="FormatException">A pattern names an unknown scheme.</exception>
    public static PlaceholderPolicy Parse(IReadOnlyCollection<string> patterns)
    {
        if (patterns.Count == 0) return Everything;
        var allowed = new List<(PlaceholderScheme, string)>();
        foreach (var pattern in patterns)
        {
            var colon = pattern.IndexOf(':');
            var name = colon < 0 ? pattern : pattern[..colon];
            var scheme = name is "env" ? PlaceholderScheme.Environment : PlaceholderReference.SchemeOf(name)
                ?? throw new FormatException($"\"{pattern}\" matches no placeholder; write env, ssm, secretsmanager, ecs or aws, optionally with a name: ssm:/prom/*");
            allowed.Add((scheme, colon < 0 ? "*" : pattern[(colon + 1)..]));
        }

        return new(allowed);
    }

    /// <summary>Whether a configuration may use it.</summary>
    public bool Allows(PlaceholderReference reference)
    {
        if (_allowed.Count == 0) return true;
        foreach (var (scheme, pattern) in _allowed)
        {
            if (scheme == reference.Scheme && Matches(pattern, reference.Name)) return true;
        }

        return false;
    }

    /// <summary>Wildcards that backtrack to the last star only: at worst the product of both lengths.</summary>
    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int p = 0, n = 0, star = -1, mark = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*') (star, mark, p) = (p, n, p + 1);
            else if (p < pattern.Length && pattern[p] == name[n]) (p, n) = (p + 1, n + 1);
            else if (star >= 0) (p, n, mark) = (star + 1, mark + 1, mark + 1);
            else return false;
        }

        while (p < pattern.Length && pattern[p] == '*') p++;
        return p == pattern.Length;
    }
}
