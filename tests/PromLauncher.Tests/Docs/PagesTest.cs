using System.Text.RegularExpressions;

namespace PromLauncher.Tests.Docs;

/// <summary>The pages for people say what is so.</summary>
public sealed partial class PagesTest
{
    public static TheoryData<string> Pages => [.. PageCommands.Pages()];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file_and_a_heading_of_it(string page)
    {
        var path = Path.Combine(Repository.Root, page);
        var dead = Link().Matches(File.ReadAllText(path)).Select(static match => match.Groups[1].Value)
            .Where(static target => !target.Contains("://", StringComparison.Ordinal))
            .Where(target => !Leads(path, target.Split('#')));
        Assert.Equal([], dead);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_file_that_is_named_in_passing_exists(string page)
    {
        var named = Named().Matches(File.ReadAllText(Path.Combine(Repository.Root, page))).Select(static match => match.Groups[1].Value);
        Assert.Equal([], named.Where(static name => !Path.Exists(Path.Combine(Repository.Root, name)) && !name.StartsWith("artifacts/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_page_and_every_sample_is_reached_from_the_front_page()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var left = new Queue<string>([Path.Combine(Repository.Root, "README.md")]);
        while (left.TryDequeue(out var page))
        {
            if (!reached.Add(page) || !page.EndsWith(".md", StringComparison.Ordinal)) continue;
            foreach (Match match in Link().Matches(File.ReadAllText(page)))
                if (!match.Groups[1].Value.Contains("://", StringComparison.Ordinal)) left.Enqueue(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, match.Groups[1].Value.Split('#')[0])));
        }

        string[] files = [.. PageCommands.Pages().Select(static page => Path.Combine(Repository.Root, page)), .. Directory.GetFileSystemEntries(Path.Combine(Repository.Root, "samples"))];
        Assert.Equal([], files.Where(file => !reached.Contains(file)));
    }

    private static bool Leads(string page, string[] target)
    {
        var file = target[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, target[0]);
        return Path.Exists(file) && (target.Length == 1 || Heading().Matches(File.ReadAllText(file)).Any(match => Anchor(match.Groups[1].Value) == target[1]));
    }

    /// <summary>As GitHub makes one: lower case, spaces as dashes, punctuation gone.</summary>
    private static string Anchor(string heading) => Punctuation().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"^#+ (.*?) *$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"`((?:docker|docs|samples|script|src|tests|bench|artifacts)/[\w./-]+)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<!`)\[[^\]\n]*\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
