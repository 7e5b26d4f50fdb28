namespace PromLauncher.Config.Validation.Rules;

/// <summary>Field and label selectors as Kubernetes' apimachinery reads them.</summary>
internal static class KubernetesSelector
{
    /// <summary>What is wrong with a selector, or null.</summary>
    /// <param name="text">The selector.</param>
    /// <param name="fields">True for a field selector: only <c>=</c>, <c>==</c> and <c>!=</c>.</param>
    public static string? Fault(string text, bool fields) => fields ? FieldFault(text) : LabelSelectorParser.Fault(text);

    /// <summary>Terms are separated by commas; empty ones are skipped. Source: ParseSelector of https://pkg.go.dev/k8s.io/apimachinery/pkg/fields.</summary>
    private static string? FieldFault(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == ',' && TermFault(text.AsSpan(start..i)) is { } fault) return fault;
            else if (text[i] == ',') start = i + 1;
        }

        return TermFault(text.AsSpan(start));
    }

    private static string? TermFault(ReadOnlySpan<char> term)
    {
        if (term.IsEmpty) return null;
        var equals = term.IndexOf('=');
        if (equals < 0) return $"\"{Runes.Shortened(term)}\" has no '='";
        var value = term[(equals + 1)..];
        // "==" is an operator, but not after a '!'.
        if (value.StartsWith("=") && (equals == 0 || term[equals - 1] != '!')) value = value[1..];
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '=') return $"\"{Runes.Shortened(value)}\" contains a '=' that must be written as \\=";
            if (value[i] == '\\' && (++i == value.Length || value[i] is not ('\\' or ',' or '='))) return "a '\\' must be followed by '\\', ',' or '='";
        }

        return null;
    }
}
