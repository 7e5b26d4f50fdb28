using System.Text.Json;
using PromLauncher.Cli;
using PromLauncher.Launch;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.Launch;

/// <summary><c>promlauncher validate</c>, from its words to its report and exit code.</summary>
public sealed class ValidationTest : IDisposable
{
    private const string Job = "scrape_configs:\n- job_name: a\n  static_configs: [{targets: ['a:1']}]\n";

    private readonly TestFolder _folder = new();

    [Fact]
    public async Task A_valid_file_is_reported_in_one_line() =>
        Assert.Equal((0, "1 file valid for Prometheus 3.5\n"), await RunAsync(_folder.File("prometheus.yml", Job)));

    [Fact]
    public async Task A_fault_has_file_line_column_reason_and_help()
    {
        var file = _folder.File("conf/prometheus.yml", "global:\n  scrape_intervall: 15s\n");
        var (code, output) = await RunAsync(file);
        Assert.Equal(1, code);
        Assert.StartsWith($"""
            {file}:2:3: error: "scrape_intervall" is not a field of `global`. [unknown-field]
                2 |   scrape_intervall: 15s
                  |   ^~~~~~~~~~~~~~~~
                  help: Did you mean `scrape_interval`?
            """, output, StringComparison.Ordinal);
        Assert.EndsWith("\n1 error in 1 file (Prometheus 3.5)\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_file_that_the_main_one_names_is_checked_where_it_lies()
    {
        _folder.File("conf/rules/a.yml", "groups:\n- name: g\n  rules: [{record: a:b, expr: up, fro: 5m}]\n");
        _folder.File("lists/one.json", "[{\"targets\": [5]}]");
        _folder.File("more/x.yml", "scrape_configs:\n- job_name: a\n  scrape_interval: 1\n");
        var file = _folder.File("conf/prometheus.yml", $"""
            rule_files: ['rules/*.yml']
            scrape_config_files: [{_folder.Path}/more/*.yml]
            scrape_configs:
            - job_name: a
              file_sd_configs: [files: [../lists/*.json]]
            """);
        var (code, output) = await RunAsync(file, "--format", "json", "--disable", "expressions-unchecked");
        Assert.Equal(1, code);
        Assert.Equal(
            [
                $"{_folder.Path}/conf/rules/a.yml:3:35 unknown-field",
                $"{_folder.Path}/lists/one.json:1:15 wrong-type",
                $"{_folder.Path}/more/x.yml:2:13 duplicate-job-name",
                $"{_folder.Path}/more/x.yml:3:20 invalid-duration",
            ],
            Findings(output).Where(finding => !finding.EndsWith("no-discovery", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task Files_that_are_not_there_are_errors_unless_nobody_wants_to_know()
    {
        var file = _folder.File("prometheus.yml", "rule_files: [none.yml]\n" + Job + "  basic_auth: {username: u, password_file: /no/such/file}\n");
        Assert.Equal(["missing-file", "missing-file"], Ids((await RunAsync(file, "--format", "json")).Output));
        Assert.Equal(["missing-file"], Ids((await RunAsync(file, "--format", "json", "--no-credential-files")).Output));
        Assert.Equal((0, "1 file valid for Prometheus 3.5\n"), await RunAsync(file, "--no-files"));
    }

    [Fact]
    public async Task Files_that_are_there_are_left_alone_when_nobody_wants_to_know()
    {
        _folder.File("conf/rules/a.yml", "groups: [{nam: a}]\n");
        var file = _folder.File("conf/prometheus.yml", "rule_files: [rules/*.yml]\n" + Job);
        Assert.Contains("unknown-field", Ids((await RunAsync(file, "--format", "json")).Output));
        Assert.Equal((0, "1 file valid for Prometheus 3.5\n"), await RunAsync(file, "--no-files"));
    }

    [Theory]
    [InlineData("rules.yml", "groups: [{nam: a}]", "unknown-field")]
    [InlineData("list.yml", "- target: [a]", "unknown-field")]
    [InlineData("list.json", "[1]", "wrong-type")]
    [InlineData("web.yml", "basic_auth_users: {a: plain}", "invalid-password-hash")]
    [InlineData("other.yml", "globall: {}", "unknown-field")]
    public async Task A_file_is_recognised_by_its_content(string name, string text, string id) =>
        Assert.Equal([id], Ids((await RunAsync(_folder.File(name, text), "--format", "json", "--disable", "expressions-unchecked")).Output));

    [Theory]
    [InlineData("rule_files: rules.yml\n", "wrong-type")]
    [InlineData("scrape_configs: [{job_name: a, file_sd_configs: [{files: [list.txt]}]}]\n", "invalid-path")]
    public async Task A_name_of_a_file_that_is_wrong_is_not_looked_for(string text, string id) =>
        Assert.Equal([id], Ids((await RunAsync(_folder.File("prometheus.yml", text), "--format", "json")).Output));

    [Fact]
    public async Task Unit_tests_of_rules_are_named_and_left_alone()
    {
        var file = _folder.File("tests/a_test.yml", "rule_files: [a.yml]\nevaluation_interval: 1m\ntests:\n- interval: 1m\n");
        foreach (var place in (string[])[file, Path.GetDirectoryName(file)!])
        {
            var (code, output) = await RunAsync(place);
            Assert.Equal(0, code);
            Assert.StartsWith($"{file}:3:1: note: This file contains unit tests of rules", output, StringComparison.Ordinal);
            Assert.EndsWith("1 note in 1 file, valid (Prometheus 3.5)\n", output, StringComparison.Ordinal);
        }

        Assert.Contains("unknown-field", Ids((await RunAsync(file, "--kind", "config", "--format", "json")).Output));
    }

    [Theory]
    [InlineData("--disable")]
    [InlineData("--error")]
    public async Task An_unknown_id_is_a_usage_error(string option) =>
        Assert.Equal((64, ""), await RunAsync(_folder.File("prometheus.yml", Job), option, "no-discoverie"));

    [Fact]
    public async Task A_kind_that_is_given_counts() =>
        Assert.Equal(["unknown-field"], Ids((await RunAsync(_folder.File("web.yml", "basic_auth_users: {}"), "--kind", "config", "--format", "json")).Output));

    [Fact]
    public async Task A_folder_without_a_main_file_is_all_that_it_holds()
    {
        _folder.File("all/a.yml", "groups: []\n");
        _folder.File("all/b/c.json", "[]");
        _folder.File("all/readme.md", "{{{");
        Assert.Equal((0, "2 files valid for Prometheus 3.5\n"), await RunAsync(Path.Combine(_folder.Path, "all"), "--disable", "expressions-unchecked"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty"));
        Assert.Equal(66, (await RunAsync(Path.Combine(_folder.Path, "empty"))).Code);
    }

    [Fact]
    public async Task A_location_that_is_not_there_leaves_the_others_checked()
    {
        var (code, output) = await RunAsync(_folder.File("a.yml", Job), Path.Combine(_folder.Path, "none.yml"));
        Assert.Equal((66, "1 file valid for Prometheus 3.5\n"), (code, output));
    }

    [Theory]
    [InlineData("--fail-on", "warning", 1)]
    [InlineData("--fail-on", "error", 0)]
    [InlineData("--disable", "no-discovery", 0)]
    [InlineData("--error", "no-discovery", 1)]
    public async Task A_warning_counts_as_the_user_wants(string option, string value, int code) =>
        Assert.Equal(code, (await RunAsync(_folder.File("prometheus.yml", "scrape_configs: [job_name: a]\n"), option, value)).Code);

    [Fact]
    public async Task Offline_nobody_is_asked_and_no_placeholder_is_a_fault()
    {
        var file = _folder.File("prometheus.yml", "global: {external_labels: {a: '${ecs:cluster}'}}\n" + Job + "remote_write:\n- url: ${ssm:/url}\n  queue_config:\n    capacity: ${CAPACITY}\n");
        Assert.Equal(0, (await RunAsync(file, "--offline")).Code);
        Assert.Equal(["unset-placeholder"], Ids((await RunAsync(_folder.File("p.yml", Job + "remote_write: [url: '${NONE}']\n"), "--format", "json")).Output));
    }

    [Fact]
    public async Task Unexpanded_the_text_is_judged_as_Prometheus_would_read_it()
    {
        var file = _folder.File("prometheus.yml", "global: {scrape_interval: '${INTERVAL:-15s}'}\n");
        Assert.Equal(0, (await RunAsync(file)).Code);
        Assert.Equal(1, (await RunAsync(file, "--no-expand")).Code);
    }

    [Fact]
    public async Task What_changes_between_two_releases_is_reported()
    {
        var (code, output) = await RunAsync(_folder.File("prometheus.yml", Job), "--from-version", "2.29", "--format", "json");
        Assert.Equal(0, code);
        Assert.NotEmpty(Ids(output));
    }

    [Fact]
    public async Task In_GitHub_Actions_findings_are_workflow_commands()
    {
        var file = _folder.File("prometheus.yml", "globall: {}\n");
        var (code, output) = await RunAsync([file], ("GITHUB_ACTIONS", "true"));
        Assert.Equal(1, code);
        Assert.StartsWith($"::error file={file},line=1,", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_format_shows_a_secret()
    {
        var file = _folder.File("prometheus.yml", Job + "  basic_auth: {username: u, password: hunter22, passwort: hunter22}\n  bearer_token: 'hunter22\n");
        foreach (var format in ValidateOptions.Formats) Assert.DoesNotContain("hunter22", (await RunAsync(file, "--format", format)).Output);
    }

    [Theory]
    [InlineData("--nope")]
    [InlineData("--format", "xml")]
    [InlineData("--kind", "unknown")]
    [InlineData("--fail-on", "fatal")]
    [InlineData("--from-version", "new")]
    public async Task A_mistake_on_the_command_line_is_a_usage_error(params string[] arguments) =>
        Assert.Equal((64, ""), await RunAsync([_folder.File("prometheus.yml", Job), .. arguments]));

    [Fact]
    public async Task The_older_images_variable_may_name_plain_http()
    {
        await using var web = await Aws.StubServer.WithAsync(("/prometheus.yml", Job));
        Assert.Equal((0, "1 file valid for Prometheus 3.5\n"), await RunAsync([], ("CONFIG_LOCATION", web.Url + "/prometheus.yml")));
        Assert.Equal(64, (await RunAsync([], ("S3_CONFIG_LOCATION", web.Url + "/prometheus.yml"))).Code);
        Assert.Equal(64, (await RunAsync(web.Url + "/prometheus.yml")).Code);
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Findings(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. from file in document.RootElement.GetProperty("files").EnumerateArray()
                   from finding in file.GetProperty("findings").EnumerateArray()
                   select $"{finding.GetProperty("file")}:{finding.GetProperty("line")}:{finding.GetProperty("column")} {finding.GetProperty("id")}"];
    }

    private static IEnumerable<string> Ids(string json) => Findings(json).Select(finding => finding[(finding.LastIndexOf(' ') + 1)..]);

    private static Task<(int Code, string Output)> RunAsync(params string[] words) => RunAsync(words, []);

    private static async Task<(int Code, string Output)> RunAsync(string[] words, params (string Name, string Value)[] variables)
    {
        var output = new StringWriter();
        var code = await CommandLine.RunAsync(["validate", .. words, "--prometheus-version", "3.5"], new ProcessContext
        {
            Environment = name => variables.FirstOrDefault(variable => variable.Name == name).Value,
            Output = output,
            Error = TextWriter.Null,
        });
        return (code, output.ToString());
    }
}
