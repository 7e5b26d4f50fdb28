using System.Text.Json;

namespace PromLauncher.Config.Reports;

/// <summary>SARIF 2.1.0, the OASIS standard that code scanning reads (<see href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/"/>).</summary>
internal static class SarifReport
{
    private const string Home = "https://github.com/promlauncher/promlauncher";

    /// <summary>Writes a log of one run.</summary>
    public static void Write(Report report, TextWriter output, ReportOptions options) => JsonReport.Write(output, json =>
    {
        var rules = report.Files.SelectMany(file => file.Findings).GroupBy(finding => finding.Id).OrderBy(rule => rule.Key, StringComparer.Ordinal).ToList();
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
            foreach (var finding in file.Findings) Result(json, file, finding, rules.FindIndex(rule => rule.Key == finding.Id));
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Tool(Utf8JsonWriter json, List<IGrouping<string, Diagnostic>> rules, ReportOptions options)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "promlauncher");
        json.WriteString("version", options.ToolVersion);
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Key);
            json.WriteStartObject("shortDescription");
            json.WriteString("text", Title(rule.Key));
            json.WriteEndObject();
            if (rule.Select(finding => finding.Url).FirstOrDefault(url => Uri.IsWellFormedUriString(url, UriKind.Absolute)) is { } url) json.WriteString("helpUri", url);
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", ReportWriter.Name(rule.Max(finding => finding.Severity)));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
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

    /// <summary><c>unknown-field</c> as a sentence: <c>Unknown field</c>.</summary>
    private static string Title(string id) => id.Length == 0 ? "Finding" : char.ToUpperInvariant(id[0]) + id[1..].Replace('-', ' ');

    /// <summary>A location as a URI reference: paths are escaped, and a colon in the first part must not look like a scheme (RFC 3986, 4.2).</summary>
    private static string ToUri(string location)
    {
        var scheme = location.IndexOf("://", StringComparison.Ordinal);
        var prefix = scheme > 0 ? location[..(scheme + 3)] : "";
        var path = string.Join('/', location[prefix.Length..].Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));
        return prefix + path;
    }
}
