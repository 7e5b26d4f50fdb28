using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>Who judges: the built-in rules, promtool, and which release both are asked for.</summary>
[Trait("Category", "Native")]
public sealed class SecondOpinionTest : IDisposable
{
    private const string Unknown = "global: {}\nfrobnicate: 3\n";

    private readonly TestFolder _folder = new();

    public SecondOpinionTest()
    {
        Script("prometheus", "prometheus, version 2.42.0 (branch: x)", "echo started");
        Script("promtool", "promtool, version 2.42.0 (branch: x)", "exit 0");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Promtools_acceptance_overrides_a_builtin_error_and_is_reported_as_a_bug()
    {
        var (code, output) = await RunAsync(Unknown);
        Assert.True(code == 0, output);
        Assert.Contains("started", output, StringComparison.Ordinal);
        Assert.Contains("this is a bug in promlauncher, please report it", output, StringComparison.Ordinal);
        Assert.Contains("id=unknown-field file=prometheus.yml line=2 column=1", output, StringComparison.Ordinal);
        Assert.Contains("--syntax-only", Asked(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("builtin", 65, "global: {}\nfrobnicate: 3\n", false)]
    [InlineData("none", 0, "global: {}\nfrobnicate: 3\n", false)]
    [InlineData("promtool", 0, "global: {}\nfrobnicate: 3\n", true)]
    [InlineData("both", 0, "global: {}\n", true)]
    [InlineData("auto", 0, "global: {}\n", false)]
    public async Task Check_says_who_is_asked(string check, int code, string config, bool isAsked)
    {
        var (ended, output) = await RunAsync(config, ("PROMLAUNCHER_CHECK", check));
        Assert.True(ended == code, output);
        Assert.Equal(isAsked, Asked().Contains("check config", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("promtool, version 2.45.0 (branch: x)")]
    [InlineData("a program")]
    public async Task A_promtool_of_another_or_an_unknown_release_has_no_say(string promtool)
    {
        Script("promtool", promtool, "exit 0");
        var (code, output) = await RunAsync(Unknown);
        Assert.True(code == 65, output);
        Assert.DoesNotContain("check config", Asked(), StringComparison.Ordinal);
        (code, output) = await RunAsync(Unknown, ("PROMLAUNCHER_CHECK", "both"));
        Assert.Equal(64, code);
        Assert.Contains("no promtool of Prometheus 2.42 was found", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_promtool_refuses_does_not_run_and_its_words_hold_no_value()
    {
        Script("promtool", "promtool, version 2.42.0 (branch: x)", "cat \"$4\"; cat /proc/self/oom_score_adj; exit 1");
        var (code, output) = await RunAsync("global: {external_labels: {a: \"${SAID}\"}}\n", ("PROMLAUNCHER_CHECK", "both"), ("SAID", "hunter2-hunter2"));
        Assert.True(code == 65, output);
        Assert.Contains("promtool refuses the configuration", output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", output, StringComparison.Ordinal);

        // The kernel takes it first when memory runs out.
        Assert.Contains("\\n1000", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("both", 1)]
    [InlineData("promtool", 1)]
    [InlineData("auto", 0)]
    public async Task Without_a_temporary_folder_promtool_can_not_run_and_the_reason_is_reported(string check, int code)
    {
        using var validate = new RunningProcess(Repository.Binary, ["validate", "--check", check, "--kind", "rules", "--prometheus-version", "2.42", _folder.File("ok.yml", "groups: []\n")],
            ("PATH", $"{_folder.Path}:/usr/bin:/bin"), ("TMPDIR", "/no/such/folder"));
        Assert.True(await validate.ExitAsync() == code, validate.Output);
        Assert.Contains("promtool could not check the configuration: there is no temporary folder for its files", validate.Output, StringComparison.Ordinal);
        Assert.Contains("mount a writable /tmp, or set TMPDIR", validate.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("check config", Asked(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("both", "config", "global: {}\n", 1)]
    [InlineData("promtool", "config", "global: {}\n", 1)]
    [InlineData("both", "rules", "groups: []\n", 1)]
    [InlineData("auto", "rules", "groups: []\n", 0)]
    public async Task Validate_with_promtool_required_gives_its_verdict_or_a_failure(string check, string kind, string text, int code)
    {
        Script("promtool", "promtool, version 2.42.0 (branch: x)", "echo no memory; exit 42");
        var (ended, output) = await ValidateAsync("--check", check, "--kind", kind, "--prometheus-version", "2.42", _folder.File("ok.yml", text));
        Assert.True(ended == code, output);
        Assert.Contains("promtool could not check the configuration", output, StringComparison.Ordinal);
        Assert.Contains("no memory", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.36.0", "exit 0", 0)]
    [InlineData("2.36.0", "echo no such file; exit 1", 1)]
    public async Task A_promtool_without_syntax_only_is_asked_where_it_is_demanded(string version, string script, int code)
    {
        Script("promtool", $"promtool, version {version} (branch: x)", script);
        var (ended, output) = await ValidateAsync("--check", "promtool", "--prometheus-version", version, _folder.File("ok.yml", Unknown));
        Assert.True(ended == code, output);
        Assert.Contains("check config", Asked(), StringComparison.Ordinal);
        Assert.DoesNotContain("--syntax-only", Asked(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_promtool_can_not_read_stays_with_the_built_in_rules()
    {
        var (code, output) = await ValidateAsync("--check", "promtool", "--kind", "web", "--prometheus-version", "2.42", _folder.File("web.yml", Unknown));
        Assert.True(code == 1, output);
        Assert.Contains("frobnicate", output, StringComparison.Ordinal);
    }

    /// <summary>promtool is asked with <c>--syntax-only</c>, with which it looks for no files.</summary>
    [Theory]
    [InlineData("promtool", "rule_files: [none.yml]\n", 1)]
    [InlineData("both", "rule_files: [none.yml]\n", 1)]
    [InlineData("promtool", "scrape_configs: [{job_name: a, bearer_token_file: none}]\n", 1)]
    [InlineData("promtool", "rule_files: [none*.yml]\n", 0)]
    public async Task A_file_that_does_not_exist_is_an_error_whoever_judges(string check, string config, int code)
    {
        var path = _folder.File("ok.yml", config);
        var (ended, output) = await ValidateAsync("--check", check, "--prometheus-version", "2.42", path);
        Assert.True(ended == code, output);
        Assert.Equal(code == 1, output.Contains("[missing-file]", StringComparison.Ordinal));
        (ended, output) = await ValidateAsync("--check", check, "--prometheus-version", "2.42", "--no-files", path);
        Assert.True(ended == 0, output);
    }

    [Fact]
    public async Task Run_needs_no_temporary_folder_for_that_and_leaves_nothing_in_its_own()
    {
        var (code, output) = await RunAsync("global: {}\n", ("PROMLAUNCHER_CHECK", "both"), ("TMPDIR", "/no/such/folder"));
        Assert.True(code == 0, output);
        Assert.Contains("/state/check/prometheus.yml", Asked(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "state", "check")));
    }

    [Theory]
    [InlineData("3.99", 0, "level=WARN")]
    [InlineData("3.5", 65, "level=ERROR")]
    public async Task A_field_that_only_a_newer_release_may_know_is_a_warning(string version, int code, string level)
    {
        var (ended, output) = await RunAsync(Unknown, ("PROMLAUNCHER_PROMETHEUS_VERSION", version));
        Assert.True(ended == code, output);
        Assert.Contains(level, output.Split('\n').First(static line => line.Contains("id=unknown-field", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_are_not_there_yet_are_warnings()
    {
        var (code, output) = await RunAsync("""
            rule_files: [rules/*.yml, /no/such/rules.yml]
            scrape_configs:
              - job_name: a
                basic_auth: {username: u, password_file: /no/such/password}
                file_sd_configs: [{files: [/no/such/targets.yml]}]
            """);
        Assert.True(code == 0, output);
        foreach (var missing in (string[])["rules/*.yml", "/no/such/rules.yml", "/no/such/password"])
            Assert.Contains("level=WARN", output.Split('\n').First(line => line.Contains(missing, StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("--no-credential-files", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_release_is_asked_once_and_again_when_the_program_changes()
    {
        await RunAsync("global: {}\n");
        await RunAsync("global: {}\n");
        Assert.Equal(1, Versions());
        await File.AppendAllTextAsync(Path.Combine(_folder.Path, "prometheus"), "# another\n", TestContext.Current.CancellationToken);
        await RunAsync("global: {}\n");
        Assert.Equal(2, Versions());
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task Fetch_remembers_the_release_in_the_users_cache_where_there_is_one(bool isThere, int asked)
    {
        var cache = Directory.CreateDirectory(Path.Combine(_folder.Path, "cache")).FullName;
        for (var i = 0; i < 2; i++)
        {
            using var fetch = new RunningProcess(Repository.Binary, ["fetch", _folder.File("ok.yml", "global: {}\n"), "--to", Path.Combine(_folder.Path, "to")],
                ("PATH", $"{_folder.Path}:/usr/bin:/bin"), ("XDG_CACHE_HOME", isThere ? cache : null), ("AWS_REGION", "eu-west-1"));
            Assert.Equal(0, await fetch.ExitAsync());
        }

        Assert.Equal(asked, Versions());
        Assert.Equal(isThere, Directory.Exists(Path.Combine(cache, "promlauncher")));
    }

    [Fact]
    public async Task A_release_that_can_not_be_determined_is_reported_in_one_line()
    {
        Script("prometheus", "a program", "echo started");
        var (code, output) = await RunAsync("global: {}\n");
        Assert.Equal(0, code);
        Assert.Contains("level=INFO", Assert.Single(output.Split('\n'), static line => line.Contains("could not determine the Prometheus version", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private void Script(string name, string version, string script) =>
        _folder.File(name, $"#!/bin/sh\necho \"$(basename $0) $*\" >>'{_folder.Path}/asked'\ncase $1 in --version) echo '{version}';; *) {script};; esac\n", executable: true);

    private string Asked() => File.Exists(Path.Combine(_folder.Path, "asked")) ? File.ReadAllText(Path.Combine(_folder.Path, "asked")) : "";

    private async Task<(int Code, string Output)> ValidateAsync(params string[] words)
    {
        Assert.SkipUnless(File.Exists(Repository.Binary), "the native binary is not published");
        using var validate = new RunningProcess(Repository.Binary, ["validate", .. words], ("PATH", $"{_folder.Path}:/usr/bin:/bin"));
        return (await validate.ExitAsync(), validate.Output);
    }

    private int Versions() => Asked().Split('\n').Count(static line => line == "prometheus --version");

    private async Task<(int Code, string Output)> RunAsync(string config, params (string Name, string? Value)[] variables)
    {
        Assert.SkipUnless(File.Exists(Repository.Binary), "the native binary is not published");
        (string Name, string? Value)[] common = [.. Launched.Variables(Mode.Exec, _folder).Where(static variable => variable.Name is not ("PROMLAUNCHER_CHECK" or "PROMLAUNCHER_PROMETHEUS_VERSION"))];
        _folder.File("prometheus.yml", config);
        using var launcher = new RunningProcess(Repository.Binary, ["run", "--prometheus", Path.Combine(_folder.Path, "prometheus")],
            [.. common, ("PROMLAUNCHER_ON_FAILURE", "fail"), .. variables]);
        return (await launcher.ExitAsync(), launcher.Output);
    }
}
