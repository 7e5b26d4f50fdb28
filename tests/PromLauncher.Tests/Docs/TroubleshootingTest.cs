using System.Reflection;
using System.Text.RegularExpressions;
using PromLauncher.Cli;
using PromLauncher.Discovery.Targets;

namespace PromLauncher.Tests.Docs;

/// <summary>docs/troubleshooting.md knows every exit code and every reason, and quotes the log as it is.</summary>
public sealed partial class TroubleshootingTest
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "troubleshooting.md"));

    [Fact]
    public void Every_exit_code_has_a_row()
    {
        var codes = typeof(ExitCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Where(static field => field.FieldType == typeof(int)).Select(static field => (int)field.GetValue(null)!);
        // SIGKILL is nobody's own code, but the one that people meet.
        Assert.Equal(codes.Where(static code => code != ExitCodes.Success).Append(128 + 9).Order(), ExitCode().Matches(Section("Exit codes")).Select(static match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Every_reason_has_a_row_with_its_words() => Assert.Equal(
        SkipReasons.All.Select(static reason => (reason.Name(), reason.Text())),
        Reason().Matches(Section("A target is missing")).Select(static match => (match.Groups[1].Value, match.Groups[2].Value)));

    [Fact]
    public void Every_log_line_that_is_quoted_is_in_the_source()
    {
        var source = string.Concat(Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var quoted = Quoted().Matches(Page).Select(static match => match.Groups[1].Value).ToArray();
        var shown = Message().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "migration.md"))).Select(static match => match.Groups[1].Value.Trim('"')).ToArray();
        Assert.True(quoted.Length >= 4 && shown.Length >= 6, "the pages are not read any more");
        Assert.All([.. quoted, .. shown], text => Assert.Contains($"\"{text}", source));
    }

    private static string Section(string heading) => Page.Split($"\n## {heading}\n")[1].Split("\n## ")[0];

    [GeneratedRegex(@"^\| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex ExitCode();

    [GeneratedRegex(@"^\| `([a-z_]+)` \| (.+?) \| .+ \|$", RegexOptions.Multiline)]
    private static partial Regex Reason();

    [GeneratedRegex("""^level=[A-Z]+ msg=("[^"]+"|[a-z]+)""", RegexOptions.Multiline)]
    private static partial Regex Message();

    [GeneratedRegex("^\\| log: `(.+?)`", RegexOptions.Multiline)]
    private static partial Regex Quoted();
}
