using System.Text.RegularExpressions;

namespace PromLauncher.Tests.Docs;

/// <summary>docs/init.md names a test for each case.</summary>
public sealed partial class InitPageTest
{
    [Fact]
    public void Every_test_that_the_page_names_exists()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "init.md"));
        var named = TestName().Matches(page).Select(static match => match.Groups[1].Value).Distinct().ToList();
        Assert.True(named.Count > 15, "the table is not read any more");
        var tests = typeof(InitPageTest).Assembly.GetTypes().SelectMany(static type => type.GetMethods())
            .Where(static method => method.GetCustomAttributes(inherit: true).Any(static attribute => attribute is FactAttribute))
            .Select(static method => $"{method.DeclaringType!.Name}.{method.Name}").ToHashSet(StringComparer.Ordinal);
        Assert.Empty(named.Except(tests));
    }

    [Fact]
    public void Every_row_has_a_test_or_says_why_not()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "init.md"));
        var rows = page.Split('\n').Where(static line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| case |", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(rows);
        Assert.DoesNotContain(rows, static row => !TestName().IsMatch(row) && !row.Contains("| not needed:", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"`([A-Z][A-Za-z0-9]*Test\.[A-Za-z0-9_]+)`")]
    private static partial Regex TestName();
}
