using System.Text.RegularExpressions;

namespace PromLauncher.Tests.Docs;

/// <summary>The commands that the pages for people show: lines of code blocks, as they stand there.</summary>
internal static partial class PageCommands
{
    private static readonly string[] Shells = ["sh", "bash", "shell", "console"];

    /// <summary>Each with its page.</summary>
    public static IEnumerable<(string Page, string Command)> All() => Pages().SelectMany(static page => Of(page).Select(command => (page, command)));

    /// <summary>The pages, relative to the repository.</summary>
    public static IEnumerable<string> Pages() =>
        Directory.GetFiles(Repository.Root, "*.md").Concat(Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md")).Select(static page => Path.GetRelativePath(Repository.Root, page)).Append("samples/README.md").Order();

    private static IEnumerable<string> Of(string page)
    {
        string? fence = null;
        var isAfterBlank = true;
        var isIndentedBlock = false;
        var lines = Continuation().Replace(File.ReadAllText(Path.Combine(Repository.Root, page)), " ").Split('\n');
        foreach (var line in lines)
        {
            if (Fence().Match(line) is { Success: true } match)
            {
                fence = fence is null ? match.Groups[1].Value : null;
                continue;
            }

            isIndentedBlock = fence is null && line.StartsWith("    ", StringComparison.Ordinal) && (isAfterBlank || isIndentedBlock);
            isAfterBlank = line.Length == 0;
            if (fence is null && !isIndentedBlock) continue;
            // A session shows its commands behind `$ `; a step of a workflow behind `run: ` or a dash.
            var text = Prompt().Replace(line.Trim(), "");
            if (Array.IndexOf(Shells, fence) >= 0 ? text.Length > 0 && text[0] != '#' : Program().IsMatch(text)) yield return text;
        }
    }

    [GeneratedRegex(@" *\\\n *")]
    private static partial Regex Continuation();

    [GeneratedRegex(@"^ *```([a-z]*)")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^(?:\$ |- run: |run: |- )")]
    private static partial Regex Prompt();

    [GeneratedRegex(@"^(?:[A-Z_]+=\S+ )*(?:\./|artifacts/publish/)?(?:promlauncher (?!.*\[)|script/|\.ci/|docker run |aws |curl |prom(?:tool|etheus) )")]
    private static partial Regex Program();
}
