using System.Text;

namespace PromLauncher.Supervision;

/// <summary>
/// Takes expanded values out of what another program prints, in the forms in which Go programs print them: as they are, quoted by %q, escaped in a URL,
/// and cut off as go-yaml does in its errors (the first 7 characters and <c>...</c>, go-yaml decode.go, terror).
/// </summary>
public sealed class Scrubber
{
    private const string Mask = "***";
    private const int YamlKeeps = 7;
    private const int YamlCutsAbove = 10;

    private readonly List<string> _forms;

    /// <summary>A scrubber of these values.</summary>
    /// <param name="values">What must not be printed; empty ones are left out.</param>
    public Scrubber(IEnumerable<string> values)
    {
        var forms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            if (value.Trim().Length == 0) continue;
            // A value of several lines is printed line by line.
            foreach (var text in value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Append(value)) AddForms(forms, text);
        }

        // The longest first, so that a value which is part of another does not leave the other's rest.
        _forms = [.. forms.OrderByDescending(static form => form.Length).ThenBy(static form => form, StringComparer.Ordinal)];
    }

    /// <summary>The text with each value replaced by <c>***</c>.</summary>
    public string Clean(string text)
    {
        foreach (var form in _forms) text = text.Replace(form, Mask, StringComparison.Ordinal);
        return text;
    }

    private static void AddForms(HashSet<string> forms, string value)
    {
        forms.Add(value);
        forms.Add(Quoted(value));
        forms.Add(Uri.EscapeDataString(value));
        var bytes = Encoding.UTF8.GetBytes(value);
        if (bytes.Length > YamlCutsAbove) forms.Add("`" + Encoding.UTF8.GetString(bytes.AsSpan(0, YamlKeeps)) + "...`");
    }

    /// <summary>As Go's strconv.Quote, without the quotes.</summary>
    private static string Quoted(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);
}
