using PromLauncher.Config.Document;

namespace PromLauncher.Config.Validation;

/// <summary><c>%YAML 1.2</c> before the document: go-yaml v2 accepts 1.1 only.</summary>
internal static class Directives
{
    /// <summary>Looks at the lines before the first <c>---</c>.</summary>
    public static void Check(YamlDocument document, Findings findings)
    {
        var text = document.Source.Text;
        if (!text.Contains("%YAML", StringComparison.Ordinal)) return;
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is >= 0 and var found ? found : text.Length;
            var line = text.AsSpan(start, end - start).TrimEnd();
            if (line.StartsWith("---") || line.Length > 0 && line[0] is not ('%' or '#')) return;
            if (line.StartsWith("%YAML") && line[5..].Trim() is not "1.1")
            {
                findings.Error(FindingKind.YamlVersion, new ScalarNode(document.Source.Span(start, start + line.Length), "", ScalarStyle.Plain), "Prometheus reads YAML 1.1 and refuses a file that declares another version.", "Remove the line.");
                return;
            }

            start = end + 1;
        }
    }
}
