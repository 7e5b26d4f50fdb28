using System.Text;
using System.Text.RegularExpressions;
using PromLauncher.Config;

namespace PromLauncher.Tests.Docs;

/// <summary>docs/validate.md lists every kind of finding. PROMLAUNCHER_WRITE_REFERENCE=1 writes its tables anew.</summary>
public sealed partial class FindingsTest
{
    [Fact]
    public void The_page_has_every_finding_with_its_severity_and_meaning()
    {
        var path = Path.Combine(Repository.Root, "docs", "validate.md");
        var page = File.ReadAllText(path);
        var tables = new Queue<string>([Table(FindingKind.Lints, withHelp: true), Table(FindingKind.All.Except(FindingKind.Lints), withHelp: false)]);
        var expected = Tables().Replace(page, _ => tables.Dequeue());
        Assert.Empty(tables);
        if (Environment.GetEnvironmentVariable("PROMLAUNCHER_WRITE_REFERENCE") == "1") File.WriteAllText(path, page = expected);
        Assert.Equal(expected, page);
    }

    private static string Table(IEnumerable<FindingKind> kinds, bool withHelp)
    {
        var text = new StringBuilder(withHelp ? "| id | severity | what | what to do |\n|---|---|---|---|\n" : "| id | severity | what |\n|---|---|---|\n");
        foreach (var kind in kinds)
        {
            text.Append("| `").Append(kind.Id).Append("` | ").Append(Severities(kind)).Append(" | ").Append(kind.Summary);
            if (withHelp) text.Append(" | ").Append(kind.Help);
            text.Append(" |\n");
        }

        return text.ToString();
    }

    private static string Severities(FindingKind kind) =>
        string.Join(", ", Enum.GetValues<Severity>().Where(severity => severity >= kind.Least && severity <= kind.Most).Reverse().Select(static severity => severity.ToString().ToLowerInvariant()));

    [GeneratedRegex(@"^\| id \| severity \| .*\n(?:\|.*\n)+", RegexOptions.Multiline)]
    private static partial Regex Tables();
}
