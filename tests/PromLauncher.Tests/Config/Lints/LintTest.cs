using PromLauncher.Config;
using PromLauncher.Config.Document;
using PromLauncher.Config.Lints;
using PromLauncher.Config.Validation;
using PromLauncher.Tests.Config.Placeholders;

namespace PromLauncher.Tests.Config.Lints;

/// <summary>The lints that need more than the text; those that need no more stand in Data/cases/lints.txt.</summary>
public sealed class LintTest
{
    private const string Own = "arn:aws:iam::123456789012:role/prometheus";
    private const string Write = $$"""
        remote_write:
        - url: https://receiver.acme.com/
          sigv4: {region: eu-west-1, role_arn: '{{Own}}'}
        """;

    [Fact]
    public void A_role_that_the_task_has_already_is_reported()
    {
        var finding = Assert.Single(Lint(Write, new() { TaskRoleArn = Own }), finding => finding.Id == FindingKind.SigV4OwnRole.Id);
        Assert.Equal((3, 40), (finding.Span.Line, finding.Span.Column));
        Assert.DoesNotContain(Lint(Write, new() { TaskRoleArn = Own + "-other" }), finding => finding.Id == FindingKind.SigV4OwnRole.Id);
        Assert.DoesNotContain(Lint(Write, new()), finding => finding.Id == FindingKind.SigV4OwnRole.Id);
    }

    [Theory]
    [InlineData(60, 30, true)]
    [InlineData(30, 30, true)]
    [InlineData(20, 30, false)]
    [InlineData(60, null, false)]
    public void A_flush_that_takes_longer_than_the_stop_is_reported(int deadline, int? stop, bool isTold) =>
        Assert.Equal(isTold, Lint(Write, new() { FlushDeadlineSeconds = deadline, StopTimeoutSeconds = stop }).Any(finding => finding.Id == FindingKind.FlushDeadline.Id));

    [Fact]
    public void A_secret_in_a_field_that_Prometheus_shows_is_reported_and_its_value_is_not()
    {
        var bundle = Expanding.Expand(
            """
            global:
              external_labels: {a: '${ssm:/a}'}
            remote_write:
            - url: https://receiver.acme.com/
              headers: {X-Scope: '${secretsmanager:b}'}
              basic_auth: {username: me, password: '${ssm:/c}'}
              http_headers:
                X-A: {values: ['${ssm:/a}'], secrets: ['${ssm:/a}']}
            """,
            new() { ["ssm:/a"] = "hunter1", ["secretsmanager:b"] = "hunter2", ["ssm:/c"] = "hunter3" });
        var findings = Validator.Examine(bundle, new()).Findings;
        Assert.Equal([(2, 24), (5, 22), (8, 20)], findings.Where(finding => finding.Id == FindingKind.SecretShown.Id).Select(finding => (finding.Span.Line, finding.Span.Column)));
        Assert.DoesNotContain(findings, finding => finding.Id == FindingKind.LiteralSecret.Id || finding.Severity == Severity.Error);
        Assert.DoesNotContain(findings, finding => $"{finding.Message} {finding.Help}".Contains("hunter", StringComparison.Ordinal));
    }

    [Fact]
    public void No_lint_is_an_error_by_itself_and_each_says_what_to_do()
    {
        Assert.All(FindingKind.Lints, lint =>
        {
            Assert.NotEqual(Severity.Error, lint.Most);
            Assert.StartsWith("https://", lint.Url, StringComparison.Ordinal);
            Assert.EndsWith(".", lint.Help, StringComparison.Ordinal);
        });
    }

    private static IReadOnlyList<Diagnostic> Lint(string text, DeploymentFacts facts) =>
        Validator.Validate(YamlDocument.Parse("prometheus.yml", System.Text.Encoding.UTF8.GetBytes(text)), new() { Deployment = facts });
}
