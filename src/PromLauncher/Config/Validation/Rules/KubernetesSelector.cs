namespace PromLauncher.Config.Validation.Rules;

/// <summary>Field and label selectors as Kubernetes' apimachinery reads them.</summary>
internal static class KubernetesSelector
{
    /// <summary>What is wrong with a selector, or null.</summary>
    /// <param name="text">The selector.</param>
    /// <param name="fields">True for a field selector: only <c>=</c>, <c>==</c> and <c>!=</c>.</param>
    public static string? Fault(string text, bool fields) => fields ? FieldFault(text) : LabelSelectorParser.Fault(text);

    private static string? FieldFault(string text)
    {
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '\\')
            {
                i++;
                continue;
            }

            if (i < text.Length && text[i] != ',') continue;
            var term = text[start..Math.Min(i, text.Length)];
            start = i + 1;
            if (term.Length > 0 && !term.Contains('=')) return $"\"{term}\" has no '='";
        }

        return null;
    }
}
