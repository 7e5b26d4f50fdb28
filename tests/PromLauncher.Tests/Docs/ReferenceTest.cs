using System.Text;
using System.Text.RegularExpressions;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.Docs;

/// <summary>docs/reference.md is what the program says of its options. PROMLAUNCHER_WRITE_REFERENCE=1 writes it anew.</summary>
[Trait("Category", "Native")]
public sealed partial class ReferenceTest
{
    private static readonly string[] Verbs = ["run", "discover", "validate", "render", "fetch", "schema", "health", "status", "reload"];

    [Fact]
    public async Task The_reference_is_what_the_program_says()
    {
        Assert.SkipUnless(File.Exists(Repository.Binary), "the native binary is not published");
        var text = new StringBuilder("# Options\n\nEvery option may be given by its environment variable instead; the command line comes first. A duration is written as `90s`, `5m` or `1h30m`.\n");
        foreach (var verb in Verbs) Append(text, verb, await HelpAsync(verb));
        var page = Path.Combine(Repository.Root, "docs", "reference.md");
        if (Environment.GetEnvironmentVariable("PROMLAUNCHER_WRITE_REFERENCE") == "1") await File.WriteAllTextAsync(page, text.ToString(), TestContext.Current.CancellationToken);
        Assert.Equal(text.ToString(), await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_front_page_has_every_exit_code_of_run()
    {
        Assert.SkipUnless(File.Exists(Repository.Binary), "the native binary is not published");
        var told = Code().Matches(await HelpAsync("run")).Select(static match => match.Groups[1].Value).Except(["0", "1"]);
        var rows = Row().Matches(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"), TestContext.Current.CancellationToken)).SelectMany(static match => match.Groups[1].Value.Split(", "));
        Assert.Equal(told, rows);
    }

    /// <summary>What <c>promlauncher VERB --help</c> prints.</summary>
    internal static async Task<string> HelpAsync(string verb)
    {
        using var process = new RunningProcess(Repository.Binary, [verb, "--help"]);
        Assert.Equal(0, await process.ExitAsync());
        return process.Output;
    }

    private static void Append(StringBuilder text, string verb, string help)
    {
        var lines = help.Split('\n');
        text.Append("\n## ").Append(verb).Append("\n\n").Append(lines[1].Trim()).Append("\n\n");
        var options = Option().Matches(help);
        if (options.Count == 0) return;
        text.Append("| option | meaning | variable | default |\n|---|---|---|---|\n");
        foreach (Match option in options)
        {
            var (variable, fallback) = Split(option.Groups["more"].Value);
            text.Append("| `").Append(option.Groups["name"].Value).Append("` | ").Append(option.Groups["what"].Value.Replace("|", "\\|", StringComparison.Ordinal))
                .Append(" | `").Append(variable).Append("` | ").Append(fallback).Append(" |\n");
        }
    }

    private static (string Variable, string Default) Split(string more)
    {
        var parts = more.Split("; default: ", 2);
        return (parts[0].TrimStart('$'), parts.Length > 1 ? parts[1] : "");
    }

    [GeneratedRegex(@"^  (\d+) {2,}", RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^\| (\d[\d, ]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^  (?<name>--[a-z-]+)(?: <[^>]+>)? {2,}(?<what>.*?) \[(?<more>\$PROMLAUNCHER_.*)\]$", RegexOptions.Multiline)]
    private static partial Regex Option();
}
