using System.Text.Json;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>What the child is started with, and what the log tells of it.</summary>
[Trait("Category", "Native")]
public sealed class StartTest
{
    [Theory]
    [InlineData(Mode.Parent)]
    [InlineData(Mode.Exec)]
    public async Task Each_step_is_one_line_with_its_duration_and_the_releases_hash(Mode mode)
    {
        var (code, output) = await Launched.ShellAsync(mode, "exit 0");
        Assert.Equal(0, code);
        var release = Path.GetFileName(Field(Line(output, "msg=published"), "release"));
        Assert.Equal(16, release.Length);
        foreach (var step in (string[])["msg=fetched", "msg=checked", "msg=published"]) Assert.EndsWith("ms", Field(Line(output, step), "duration"), StringComparison.Ordinal);
        var start = Line(output, mode == Mode.Exec ? "Prometheus replaces the launcher process" : "Prometheus started");
        Assert.Equal(release, Field(start, "release"));
        Assert.EndsWith("s", Field(start, "after"), StringComparison.Ordinal);
        Assert.Equal(4, output.Split('\n').Count(static line => line.StartsWith("time=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_log_has_the_format_and_level_of_the_childs_own_flags()
    {
        using var json = new Launched(Mode.Parent, "/bin/true", ["--log.format=json"]);
        Assert.Equal(0, await json.Process.ExitAsync());
        Assert.All(json.Process.Output.Split('\n'), static line => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind));

        using var quiet = new Launched(Mode.Parent, "/bin/true", ["--log.level", "warn"]);
        Assert.Equal(0, await quiet.Process.ExitAsync());
        Assert.Empty(quiet.Process.Output);

        using var own = new Launched(Mode.Parent, "/bin/true", ["--log.level=error", "--log.format=json"], ("PROMLAUNCHER_LOG_FORMAT", "logfmt"), ("PROMLAUNCHER_LOG_LEVEL", "info"));
        Assert.Equal(0, await own.Process.ExitAsync());
        Assert.StartsWith("time=", own.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_exec_mode_each_thing_that_is_not_available_is_reported_in_one_line()
    {
        await using var run = await CloudRun.CreateAsync("""{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}""");
        run.Aws.Parameters.Put("/prom/team", "storage");
        run.Put("global: {external_labels: {team: \"${ssm:/prom/team}\"}}\n");
        run.Start(["--prometheus", "/bin/true", "--refresh-interval", "0", "--listen", "127.0.0.1:9095"], ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"));
        Assert.Equal(0, await run.Launcher.ExitAsync());
        Assert.Contains("level=INFO", Line(run.Launcher.Output, "--listen is ignored"), StringComparison.Ordinal);
        Assert.Contains("level=INFO", Line(run.Launcher.Output, "secrets are not refreshed"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--stop-timeout", "30s")]
    [InlineData("--discover-cluster", "demo")]
    public async Task What_needs_a_parent_keeps_one(string option, string value)
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put("global: {}\n");
        run.Start(["--prometheus", "/bin/true", "--refresh-interval", "0", "--discover-write-to", Path.Combine(run.Folder, "targets.yml"), option, value], ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"));
        Assert.Equal(0, await run.Launcher.ExitAsync());
        Assert.Contains("Prometheus started", run.Launcher.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, "region eu-west-1", "task metadata")]
    [InlineData(null, "eu-north-1", "region eu-north-1", "AWS_DEFAULT_REGION")]
    [InlineData("us-west-2", null, "region us-west-2", null)]
    public async Task The_region_is_given_to_the_child_where_it_has_none(string? region, string? fallback, string said, string? origin)
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put("global: {}\n");
        foreach (var refresh in (string[])["0", "1h"])
        {
            run.Start(["--prometheus", "/bin/sh", "--refresh-interval", refresh, "--", "-c", "echo region $AWS_REGION"],
                ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"), ("AWS_REGION", region), ("AWS_DEFAULT_REGION", fallback));
            Assert.Equal(0, await run.Launcher.ExitAsync());
            Assert.Contains(said, run.Launcher.Output.Split('\n'));
            if (origin is null) Assert.DoesNotContain("setting AWS_REGION", run.Launcher.Output, StringComparison.Ordinal);
            else Assert.Contains(origin, Line(run.Launcher.Output, "setting AWS_REGION for Prometheus"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_storage_path_that_can_not_be_written_is_reported_and_Prometheus_starts_anyway()
    {
        using var folder = new TestFolder();
        var file = folder.File("data", "");
        using var launched = new Launched(Mode.Exec, "/bin/echo", ["started", $"--storage.tsdb.path={file}"]);
        Assert.Equal(0, await launched.Process.ExitAsync());
        Assert.Contains("level=ERROR", Line(launched.Process.Output, $"the storage path {file} is a file"), StringComparison.Ordinal);
        Assert.Contains("\nstarted ", launched.Process.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://user:hunter2@127.0.0.1:1/prometheus.yml?token=hunter2#hunter2")]
    [InlineData("http://hunter2@127.0.0.1:1/prometheus.yml?X-Amz-Signature=hunter2")]
    public async Task No_line_and_no_page_shows_the_secrets_of_a_location(string location)
    {
        using var launched = new Launched(Mode.Parent, "/bin/true", [], ("PROMLAUNCHER_LOCATION", location), ("PROMLAUNCHER_ALLOW_HTTP", "true"), ("PROMLAUNCHER_STARTUP_TIMEOUT", "300ms"), ("PROMLAUNCHER_LOG_LEVEL", "debug"));
        Assert.Equal(69, await launched.Process.ExitAsync());
        Assert.Contains("://127.0.0.1:1/prometheus.yml", launched.Process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", launched.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_that_never_was_good_is_removed_by_the_next_start()
    {
        using var folder = new TestFolder();
        var releases = Path.Combine(folder.Path, "state", "releases");
        for (var start = 1; start <= 3; start++)
        {
            using var launched = new RunningProcess(Repository.Binary, ["run", "--prometheus", "/bin/sh", "--", "-c", "exec sleep 1000"],
                [.. Launched.Variables(Mode.Parent, folder), ("PROMLAUNCHER_LOCATION", folder.File("prometheus.yml", $"global: {{}} # secret {start}\n"))]);
            launched.WaitFor(static line => line.Contains("Prometheus started", StringComparison.Ordinal));
            await Launched.UntilAsync(() => Directory.GetDirectories(releases).Length == 1, "the earlier release is still there");
            launched.Signal(15);
            await launched.ExitAsync();
        }
    }

    private static string Line(string output, string text) => Assert.Single(output.Split('\n'), line => line.Contains(text, StringComparison.Ordinal));

    private static string Field(string line, string name) => line.Split(' ').Single(part => part.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];
}
