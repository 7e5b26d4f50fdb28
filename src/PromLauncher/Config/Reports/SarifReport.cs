using System.Text.Json;

namespace PromLauncher.Config.Reports;

/// <summary>SARIF 2.1.0, the OASIS standard that code scanning reads (<see href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/"/>).</summary>
internal static class SarifReport
{
    /// <summary>Writes a log of one run.</summary>
    public static void Write(Report report, TextWriter output, ReportOptions options) => JsonReport.Write(output, json =>
    {
        var rules = report.Files.SelectMany(file => file.Findings).GroupBy(finding => finding.Kind).OrderBy(rule => rule.Key.Id, StringComparer.Ordinal).ToList();
        json.WriteStartObject();
        json.WriteString("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        Tool(json, rules, options);
        json.WriteString("columnKind", "unicodeCodePoints");
        json.WriteStartArray("results");
        foreach (var file in report.Files)
        {
            foreach (var finding in file.Findings) Result(json, file, finding, rules.FindIndex(rule => rule.Key == finding.Kind));
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Tool(Utf8JsonWriter json, List<IGrouping<FindingKind, Diagnostic>> rules, ReportOptions options)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "promlauncher");
        json.WriteString("version", options.ToolVersion);
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            var kind = rule.Key;
            json.WriteString("id", kind.Id);
            Text(json, "shortDescription", kind.Summary);
            // GitHub's code scanning wants these two as well.
            Text(json, "fullDescription", kind.Summary);
            Text(json, "help", kind.Help ?? kind.Summary);
            if (rule.Select(finding => finding.Url).FirstOrDefault(url => Uri.IsWellFormedUriString(url, UriKind.Absolute)) is { } url) json.WriteString("helpUri", url);
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", ReportWriter.Name(kind.Most));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string markdown)
    {
        json.WriteStartObject(name);
        json.WriteString("text", markdown.Replace("`", "", StringComparison.Ordinal));
        json.WriteString("markdown", markdown);
        json.WriteEndObject();
    }

    private static void Result(Utf8JsonWriter json, FileReport file, Diagnostic finding, int rule)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Id);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", ReportWriter.Name(finding.Severity));
        json.WriteStartObject("message");
        json.WriteString("text", finding.Help is { } help ? $"{finding.Message}\n{help}" : finding.Message);
        json.WriteEndObject();
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", ToUri(file.Location));
        json.WriteEndObject();
        if (finding.Span.Line > 0)
        {
            json.WriteStartObject("region");
            json.WriteNumber("startLine", finding.Span.Line);
            json.WriteNumber("startColumn", finding.Span.Column);
            json.WriteNumber("endLine", Math.Max(finding.Span.Line, finding.Span.EndLine));
            json.WriteNumber("endColumn", Math.Max(1, finding.Span.EndColumn));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A location as a URI reference: paths are escaped, and a colon in the first part must not look like a scheme (RFC 3986, 4.2).</summary>
    private static string ToUri(string location)
    {
        var scheme = location.IndexOf("://", StringComparison.Ordinal);
        var prefix = scheme > 0 ? location[..(scheme + 3)] : "";
        var path = string.Join('/', location[prefix.Length..].Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));
        return prefix + path;
    }
}
