using System.Text;
using PromLauncher.Config;

namespace PromLauncher.Tests.Config.Validation;

/// <summary>
/// A hand-written case of Data/cases. Cases are separated by a line that begins with <c>---</c> and says what is expected:
/// <c>--- good [VERSION] [ID]</c> (no error; with an id, no such finding) or <c>--- bad [VERSION] ID: a part of the message or the help</c>,
/// where <c>»</c> in the text marks the place of the finding.
/// </summary>
internal sealed record ConfigCase(string Source, PrometheusVersion Version, string? Id, string? Expected, string Text, int Line, int Column)
{
    private const char Mark = '»';

    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "PromLauncher.Tests", "Data", "cases");

    public bool IsBad => Expected is not null;

    public byte[] Bytes => Encoding.UTF8.GetBytes(Text);

    public override string ToString() => Source;

    public static IEnumerable<ConfigCase> Read(string file)
    {
        var path = Path.Combine(Folder, file);
        string? heading = null;
        var (number, start) = (0, 0);
        var text = new StringBuilder();
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.StartsWith("--- ", StringComparison.Ordinal))
            {
                if (heading is not null) yield return Parse($"{file}:{start}", heading, text.ToString());
                (heading, start) = (line, number);
                text.Clear();
            }
            else if (heading is not null)
            {
                text.Append(line).Append('\n');
            }
        }

        if (heading is not null) yield return Parse($"{file}:{start}", heading, text.ToString());
    }

    private static ConfigCase Parse(string source, string heading, string text)
    {
        var colon = heading.IndexOf(": ", StringComparison.Ordinal);
        var words = (colon < 0 ? heading : heading[..colon]).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..].ToList();
        var bad = words[0] == "bad";
        var version = words.Count > 1 && PrometheusVersion.TryParse(words[1], out var given) ? given : PrometheusVersion.NewestKnown;
        var id = words.Count > 1 && !char.IsDigit(words[^1][0]) ? words[^1] : null;
        Assert.True(bad || words[0] == "good", $"{source}: {heading}");
        Assert.True(bad == colon >= 0 && (!bad || id is not null), $"{source}: {heading}");
        var mark = text.IndexOf(Mark, StringComparison.Ordinal);
        Assert.True(bad == mark >= 0, $"{source}: a bad case marks its place with »");
        if (!bad) return new(source, version, id, null, text, 0, 0);
        var before = text[..mark];
        return new(source, version, id, heading[(colon + 2)..].Trim(), before + text[(mark + 1)..], before.Count(c => c == '\n') + 1, mark - before.LastIndexOf('\n'));
    }
}
