using PromLauncher.Config.Placeholders;
using PromLauncher.Config.Redaction;
using PromLauncher.Config.SigV4;

namespace PromLauncher.Tests.Config.Placeholders;

// How the page is run: its fenced blocks are read in order. An `env` block gives the values of the next example, one NAME=VALUE a line (with \n for
// a line break; names with a scheme as in a placeholder). The next `yaml` block is the source. The block behind it is what is expected: `yaml` is
// the result, `masked` what render shows, `text` the findings, one `line:column severity: message help` a line.

/// <summary>Every example of docs/placeholders.md does what the page says.</summary>
public sealed class PlaceholderPageTest
{
    public static TheoryData<int, string, string, string, string> Examples
    {
        get
        {
            var data = new TheoryData<int, string, string, string, string>();
            var (env, source, sourceLine) = ("", (string?)null, 0);
            foreach (var (line, kind, text) in Blocks(File.ReadAllLines(Path.Combine(Repository.Root, "docs", "placeholders.md"))))
            {
                if (kind == "env") env = text;
                else if (source is null) (source, sourceLine) = (text, line);
                else
                {
                    data.Add(sourceLine, env, source, kind, text);
                    (env, source) = ("", null);
                }
            }

            return source is null ? data : throw new InvalidDataException($"the example in line {sourceLine} has no result");
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_does_what_the_page_says(int line, string env, string source, string kind, string expected)
    {
        var values = env.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1].Replace("\\n", "\n", StringComparison.Ordinal));
        var expanded = SigV4Regions.Find(Expanding.Expand(source, values, new() { KnownNames = values.Keys })).Fill(null);
        var findings = string.Concat(expanded.Diagnostics.Where(d => d.Severity != PromLauncher.Config.Severity.Note)
            .Select(d => $"{d.Span.Line}:{d.Span.Column} {d.Severity.ToString().ToLowerInvariant()}: {string.Join(' ', d.Message, d.Help ?? "").TrimEnd()}\n"));
        Assert.True(kind == "text" || findings.Length == 0, $"line {line}: {findings}");
        Assert.Equal(expected, kind switch
        {
            "text" => findings,
            "masked" => Masking.Expanded(expanded, "prometheus.yml"),
            _ => Expanding.Text(expanded),
        });
    }

    [Fact]
    public void The_page_has_its_examples() => Assert.InRange(Examples.Count, 14, 100);

    private static IEnumerable<(int Line, string Kind, string Text)> Blocks(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal)) continue;
            var (start, kind) = (i + 1, lines[i][3..]);
            while (lines[++i] != "```")
            {
            }

            yield return (start, kind, string.Concat(lines[start..i].Select(line => line + "\n")));
        }
    }
}
