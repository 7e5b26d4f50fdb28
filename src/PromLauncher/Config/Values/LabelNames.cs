namespace PromLauncher.Config.Values;

/// <summary>Label names: the legacy set of characters, and since Prometheus 3.0 any UTF-8 text.</summary>
internal static class LabelNames
{
    /// <summary><c>[a-zA-Z_][a-zA-Z0-9_]*</c>.</summary>
    public static bool IsLegacy(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || char.IsAsciiDigit(name[0])) return false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_') return false;
        }

        return true;
    }

    /// <summary>Whether a name is valid in this release unless the scheme <c>legacy</c> is set.</summary>
    public static bool IsValid(ReadOnlySpan<char> name, PrometheusVersion version) => version.AtLeast(3, 0) ? !name.IsEmpty && Document.BinaryText.IsUtf8(name) : IsLegacy(name);

    /// <summary>
    /// A legacy name with variables of a regex in it: <c>^(?:(?:[a-zA-Z_]|\$(?:\{\w+\}|\w+))+\w*)+$</c>.
    /// </summary>
    public static bool IsLegacyTemplate(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || char.IsAsciiDigit(name[0])) return false;
        for (var i = 0; i < name.Length; i++)
        {
            if (IsWord(name[i])) continue;
            if (name[i] != '$' || i + 1 == name.Length) return false;
            if (name[i + 1] != '{')
            {
                if (!IsWord(name[i + 1])) return false;
                continue;
            }

            var close = name[i..].IndexOf('}');
            if (close < 3) return false;
            foreach (var c in name[(i + 2)..(i + close)])
            {
                if (!IsWord(c)) return false;
            }

            i += close;
        }

        return true;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
