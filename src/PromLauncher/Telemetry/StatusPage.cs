using System.Net;
using System.Text;

namespace PromLauncher.Telemetry;

/// <summary>How something looks on the page.</summary>
public enum Tone
{
    /// <summary>Plain.</summary>
    None,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Worth a look some day.</summary>
    Warning,

    /// <summary>Worth a look now.</summary>
    Bad,
}

/// <summary>A text on the page.</summary>
/// <param name="Text">The text, not yet encoded for HTML.</param>
/// <param name="Tone">How it looks.</param>
public readonly record struct PageText(string Text, Tone Tone = Tone.None)
{
    /// <summary>A plain text.</summary>
    public static implicit operator PageText(string text) => new(text);

    /// <summary>The same, for languages without implicit conversions.</summary>
    public static PageText ToPageText(string text) => text;
}

/// <summary>A part of the page: facts one below the other, or a table.</summary>
/// <param name="Title">Its heading.</param>
public sealed record PageSection(string Title)
{
    /// <summary>Names and values.</summary>
    public IReadOnlyList<(string Name, PageText Value)> Facts { get; init; } = [];

    /// <summary>The headings of the table's columns.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The table's rows, each with a text a column.</summary>
    public IReadOnlyList<IReadOnlyList<PageText>> Rows { get; init; } = [];

    /// <summary>What is said when there are no rows.</summary>
    public string WhenEmpty { get; init; } = "None.";
}

/// <summary>
/// The status page: one document in the look of Prometheus's own pages, without script, picture or anything else to load. Everything in it is encoded; it
/// shows no value of a placeholder and no content of a file, as its sections are given none.
/// </summary>
public static class StatusPage
{
    private const string Style = """
        :root{color-scheme:light dark;--page:#fff;--text:#212529;--line:#dee2e6;--head:#f8f9fa;--bar:#414951;--faint:#5c636a}
        @media (prefers-color-scheme:dark){:root{--page:#1a1b1e;--text:#c9c9c9;--line:#383a3f;--head:#25262b;--bar:#25262b;--faint:#909296}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--text);font:14px/1.5 Inter,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
        header{background:var(--bar);color:#fff;padding:12px 24px;display:flex;gap:12px 24px;align-items:center;flex-wrap:wrap}
        header b{font-size:18px;font-weight:500}
        header a{color:#dee2e6;text-decoration:none}
        header a:hover,header a:focus{color:#fff;text-decoration:underline}
        header span{margin-left:auto;color:#dee2e6}
        main{max-width:1200px;margin:0 auto;padding:8px 24px 40px}
        h2{font-size:18px;font-weight:600;margin:28px 0 8px}
        table{border-collapse:collapse;width:100%;border:1px solid var(--line)}
        th,td{text-align:left;vertical-align:top;padding:7px 12px;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
        thead th{background:var(--head);font-weight:600}
        tbody th{width:30%;font-weight:500;color:var(--faint)}
        p{color:var(--faint);margin:0}
        .g,.w,.b{border-radius:10px;padding:1px 9px;font-size:12px;font-weight:600;white-space:pre-wrap}
        .g{background:#d3f9d8;color:#1b5e20}.w{background:#fff3bf;color:#7a4100}.b{background:#ffe3e3;color:#a01212}
        """;

    /// <summary>Makes the page.</summary>
    /// <param name="title">What runs here, such as <c>promlauncher run</c>.</param>
    /// <param name="version">The program's version.</param>
    /// <param name="links">Other pages: their paths and names.</param>
    /// <param name="sections">What it shows.</param>
    public static string Render(string title, string version, IReadOnlyList<(string Path, string Name)> links, IReadOnlyList<PageSection> sections)
    {
        var page = new StringBuilder(8192);
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
            .Append(Encode(title)).Append("</title>\n<style>\n").Append(Style).Append("\n</style>\n</head>\n<body>\n<header><b>").Append(Encode(title)).Append("</b>");
        foreach (var (path, name) in links) page.Append("<a href=\"").Append(Encode(path)).Append("\">").Append(Encode(name)).Append("</a>");
        page.Append("<span>").Append(Encode(version)).Append("</span></header>\n<main>\n");
        foreach (var section in sections) Append(page, section);
        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Append(StringBuilder page, PageSection section)
    {
        page.Append("<section>\n<h2>").Append(Encode(section.Title)).Append("</h2>\n");
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
        var tone = text.Tone switch { Tone.Good => "g", Tone.Warning => "w", Tone.Bad => "b", _ => null };
        return tone is null ? page.Append(Encode(text.Text)) : page.Append("<span class=\"").Append(tone).Append("\">").Append(Encode(text.Text)).Append("</span>");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
