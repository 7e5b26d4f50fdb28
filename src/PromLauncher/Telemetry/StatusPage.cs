using System.Globalization;
using System.Net;
using System.Text;

namespace PromLauncher.Telemetry;

/// <summary>
/// The status page: one document styled like Prometheus's own pages, with no scripts, images or anything else to load. All text is HTML-encoded; it
/// shows no placeholder values or file contents, as its sections receive none.
/// </summary>
public static class StatusPage
{
    /// <summary>A flame, inline so that nothing is loaded.</summary>
    private const string Mark = """
        <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true"><path fill="#e6522c" d="M12 1c1 4 6 6.500 6 13a6 6 0 0 1-12 0c0-2.600 1.200-4.300 2.400-5.900.3 1.600 1 2.400 1.900 2.900C9.900 7 10.600 3.600 12 1z"/><path fill="#fff" fill-opacity=".85" d="M12.200 12c.6 1.800 2.300 2.500 2.300 4.700a2.500 2.500 0 0 1-5 0c0-2 1.900-2.700 2.700-4.700z"/></svg>
        """;

    /// <summary>Renders the page.</summary>
    /// <param name="head">The head of the page.</param>
    /// <param name="sections">What it shows.</param>
    public static string Render(PageHead head, IReadOnlyList<PageSection> sections)
    {
        var page = new StringBuilder(16384);
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
            .Append(Encode(head.Title)).Append(": ").Append(Encode(head.State.Text)).Append("</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>\n").Append(PageStyle.Css)
            .Append("\n</style>\n</head>\n<body>\n<header><div><b>").Append(Mark).Append(Encode(head.Title)).Append("</b><nav>");
        foreach (var (path, name) in head.Links) page.Append("<a href=\"").Append(Encode(path)).Append("\">").Append(Encode(name)).Append("</a>");
        page.Append("</nav></div></header>\n<main>\n<div class=\"state").Append(Class(head.State.Tone)).Append("\">").Append(Encode(head.State.Text));
        if (head.State.Detail is { } detail) page.Append("<small>").Append(Encode(detail)).Append("</small>");
        page.Append("</div>\n");
        foreach (var section in sections) Append(page, section);
        return page.Append("</main>\n<footer>promlauncher ").Append(Encode(Short(head.Version))).Append(", as of ")
            .Append(Encode(head.Made.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture))).Append(" UTC</footer>\n</body>\n</html>\n").ToString();
    }

    private static void Append(StringBuilder page, PageSection section)
    {
        page.Append("<section>\n<h2>").Append(Encode(section.Title));
        if (section.Rows.Count > 0) page.Append("<i>").Append(section.Rows.Count.ToString(CultureInfo.InvariantCulture)).Append("</i>");
        page.Append("</h2>\n");
        if (section.Facts.Count > 0)
        {
            page.Append("<table><tbody>\n");
            foreach (var (name, value) in section.Facts)
            {
                page.Append("<tr><th scope=\"row\">").Append(Encode(name)).Append("</th><td>");
                Append(page, value).Append("</td></tr>\n");
            }

            page.Append("</tbody></table>\n");
        }

        if (section.Rows.Count > 0)
        {
            page.Append("<table><thead><tr>");
            foreach (var column in section.Columns) page.Append("<th scope=\"col\">").Append(Encode(column)).Append("</th>");
            page.Append("</tr></thead><tbody>\n");
            foreach (var row in section.Rows)
            {
                page.Append("<tr>");
                foreach (var cell in row) Append(page.Append("<td>"), cell).Append("</td>");
                page.Append("</tr>\n");
            }

            page.Append("</tbody></table>\n");
        }
        else if (section.Facts.Count == 0)
        {
            page.Append("<p>").Append(Encode(section.WhenEmpty)).Append("</p>\n");
        }

        page.Append("</section>\n");
    }

    private static StringBuilder Append(StringBuilder page, PageText text)
    {
        var tag = text.IsCode ? "code" : "span";
        if (text.Tone == Tone.None && !text.IsCode) page.Append(Prose(text.Text));
        else page.Append('<').Append(tag).Append(text.Tone == Tone.None ? "" : $" class=\"t{Class(text.Tone)}\"").Append('>').Append(Encode(text.Text)).Append("</").Append(tag).Append('>');
        return text.Detail is { } detail ? page.Append("<small>").Append(Prose(detail)).Append("</small>") : page;
    }

    private static string Class(Tone tone) => tone switch { Tone.Good => " g", Tone.Warning => " w", Tone.Bad => " b", _ => "" };

    /// <summary>The version with an abbreviated commit.</summary>
    private static string Short(string version)
    {
        const int Digits = 10;
        var plus = version.IndexOf('+');
        return plus < 0 ? version : $"{version[..plus]} (commit {version[(plus + 1)..Math.Min(version.Length, plus + 1 + Digits)]})";
    }

    /// <summary>Text between backticks, as findings quote fields, becomes code.</summary>
    private static string Prose(string text)
    {
        var parts = Encode(text).Split('`');
        if (parts.Length % 2 == 0) return string.Join('`', parts);
        for (var i = 1; i < parts.Length; i += 2) parts[i] = $"<code>{parts[i]}</code>";
        return string.Concat(parts);
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
