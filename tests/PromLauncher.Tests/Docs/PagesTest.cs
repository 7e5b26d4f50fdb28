using System.Text.RegularExpressions;
using PromLauncher.Config.Lints;

namespace PromLauncher.Tests.Docs;

/// <summary>The pages for people say what is so.</summary>
public sealed partial class PagesTest
{
    public static TheoryData<string> Pages =>
        [.. Directory.GetFiles(Repository.Root, "*.md").Concat(Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md")).Select(static page => Path.GetRelativePath(Repository.Root, page))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_to_a_file_leads_to_one(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        var dead = Link().Matches(File.ReadAllText(Path.Combine(Repository.Root, page))).Select(static match => match.Groups[1].Value)
            .Where(static target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#'))
            .Where(target => !Path.Exists(Path.Combine(folder, target.Split('#')[0])));
        Assert.Empty(dead);
    }

    [Fact]
    public void Every_lint_has_its_row_with_its_severity()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "validate.md"));
        Assert.Empty(LintCatalog.All.Where(lint => !page.Contains($"| `{lint.Id}` | {lint.Severity.ToString().ToLowerInvariant()} |", StringComparison.Ordinal)).Select(static lint => lint.Id));
        Assert.Empty(LintRow().Matches(page).Select(static match => match.Groups[1].Value).Except(LintCatalog.All.Select(static lint => lint.Id)));
    }

    [GeneratedRegex(@"(?<!`)\[[^\]\n]*\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| `([a-z-]+)` \| (?:error|warning|note) \|", RegexOptions.Multiline)]
    private static partial Regex LintRow();
}
