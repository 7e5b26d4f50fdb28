using PromLauncher.Config;
using PromLauncher.Config.Document;
using PromLauncher.Config.Lints;
using PromLauncher.Config.Validation;

namespace PromLauncher.Tests.Config.Validation;

/// <summary>Each section's good and bad cases: the finding, its place to the column, and what it tells to do.</summary>
public sealed class CasesTest
{
    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(ConfigCase.Folder, "*.txt").Select(path => Path.GetFileName(path)).Where(file => file != "lints.txt").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_fault_has_one_finding_at_its_place_that_says_what_to_do(string file)
    {
        var wrong = new List<string>();
        foreach (var item in ConfigCase.Read(file))
        {
            var errors = Check(item).Where(finding => finding.Severity == Severity.Error).ToList();
            if (!item.IsBad)
            {
                wrong.AddRange(errors.Select(error => $"{item}: {Show(error)}, and none is expected"));
            }
            else if (errors is not [var only] || only.Id != item.Id || (only.Span.Line, only.Span.Column) != (item.Line, item.Column)
                || !$"{only.Message} {only.Help}".Contains(item.Expected!, StringComparison.Ordinal))
            {
                wrong.Add($"{item}: {item.Line}:{item.Column} {item.Id} \"{item.Expected}\" is expected; found {string.Join("; ", errors.Select(Show))}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Every_lint_is_reported_at_its_place_and_only_where_it_holds()
    {
        var wrong = new List<string>();
        var told = new HashSet<string>();
        foreach (var item in ConfigCase.Read("lints.txt"))
        {
            var findings = Check(item);
            wrong.AddRange(findings.Where(finding => finding.Severity == Severity.Error).Select(error => $"{item}: {Show(error)}"));
            var own = findings.Where(finding => finding.Id == item.Id).ToList();
            if (item.IsBad) told.Add(item.Id!);
            if (item.IsBad
                ? own is not [var only] || (only.Span.Line, only.Span.Column) != (item.Line, item.Column) || !$"{only.Message} {only.Help}".Contains(item.Expected!, StringComparison.Ordinal)
                : own.Count > 0)
            {
                wrong.Add($"{item}: {item.Line}:{item.Column} {item.Id} \"{item.Expected}\" is expected; found {string.Join("; ", findings.Select(Show))}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal([FindingKind.FlushDeadline.Id, FindingKind.SecretShown.Id, FindingKind.SigV4OwnRole.Id], FindingKind.Lints.Select(lint => lint.Id).Where(id => !told.Contains(id)).Order());
    }

    private static IReadOnlyList<Diagnostic> Check(ConfigCase item) =>
        Validator.Validate(YamlDocument.Parse("prometheus.yml", item.Bytes), new() { Version = item.Version });

    private static string Show(Diagnostic finding) => $"{finding.Span.Line}:{finding.Span.Column} {finding.Id} {finding.Message} | {finding.Help}";
}
