using PromLauncher.LocalAws;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>When the newest configuration can't be had, is invalid, or Prometheus ends with it: the last good configuration.</summary>
[Trait("Category", "Native")]
public sealed class LastGoodTest
{
    private const string Good = "global: {scrape_interval: 41s}\n";

    /// <summary>Prints its configuration; ends with 3 upon one that says so.</summary>
    private static readonly string[] Child =
        ["--prometheus", "/bin/sh", "--prometheus-version", "3.5", "--", "-c", "grep scrape_interval \"${0#--config.file=}\"; ! grep -q 'ends: \"yes\"' \"${0#--config.file=}\" || exit 3"];

    public static TheoryData<string, int> Troubles => new()
    {
        { "invalid", 65 },
        { "missing", 66 },
        { "unavailable", 69 },
        { "denied", 77 },
        { "unset placeholder", 65 },
        { "refused placeholder", 77 },
    };

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task It_takes_the_place_of_a_configuration_that_can_not_be_used(string trouble, int code)
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put(Good);
        Assert.Equal(0, await EndAsync(run, ("PROMLAUNCHER_REFRESH_INTERVAL", "0")));
        Break(run, trouble);

        Assert.Equal(0, await EndAsync(run));
        Assert.Contains("starting from the last good configuration instead", run.Launcher.Output, StringComparison.Ordinal);
        Assert.Contains("scrape_interval: 41s", run.Launcher.Output, StringComparison.Ordinal);
        Assert.Contains("help=", run.Launcher.Output.Split('\n').First(static line => line.Contains("starting from the last good", StringComparison.Ordinal)), StringComparison.Ordinal);

        Assert.Equal(code, await EndAsync(run, ("PROMLAUNCHER_ON_FAILURE", "fail")));
        Assert.DoesNotContain("scrape_interval: 41s", run.Launcher.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("S3_CONFIG_LOCATION", "s3://conf/another.yml")]
    [InlineData("PROMLAUNCHER_MAIN_FILE", "another.yml")]
    public async Task It_belongs_to_its_location_and_main_file(string variable, string value)
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put(Good);
        Assert.Equal(0, await EndAsync(run, ("PROMLAUNCHER_REFRESH_INTERVAL", "0")));
        Break(run, "missing");
        Assert.Equal(66, await EndAsync(run, (variable, value)));
    }

    [Fact]
    public async Task A_child_that_ends_before_it_is_ready_is_started_once_more_from_it()
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put(Good);
        Assert.Equal(0, await EndAsync(run, ("PROMLAUNCHER_REFRESH_INTERVAL", "0")));
        run.Put("global: {scrape_interval: 42s, external_labels: {ends: \"yes\"}}\n");

        Assert.Equal(0, await EndAsync(run));
        Assert.Equal(["global: {scrape_interval: 42s, external_labels: {ends: \"yes\"}}", "global: {scrape_interval: 41s}"], Configurations(run));
        Assert.Contains("restarting it once, with the last good configuration", run.Launcher.Output, StringComparison.Ordinal);
        Assert.Contains("exit_code=3", run.Launcher.Output, StringComparison.Ordinal);

        Assert.Equal(3, await EndAsync(run, ("PROMLAUNCHER_ON_FAILURE", "fail")));
        Assert.Single(Configurations(run));
    }

    [Fact]
    public async Task It_is_started_once_more_and_not_twice()
    {
        await using var run = await CloudRun.CreateAsync();
        var bad = "global: {scrape_interval: 43s, external_labels: {ends: \"yes\"}}\n";
        run.Put(bad);
        // In exec mode nobody sees how it ends: its checks make it good.
        Assert.Equal(3, await EndAsync(run, ("PROMLAUNCHER_REFRESH_INTERVAL", "0")));
        run.Put(bad.Replace("43s", "44s", StringComparison.Ordinal));
        Assert.Equal(3, await EndAsync(run));
        Assert.Equal(2, Configurations(run).Length);

        // Without another good one there is nothing to go back to.
        Assert.Equal(3, await EndAsync(run, ("PROMLAUNCHER_STATE_DIR", Path.Combine(run.Folder, "fresh"))));
        Assert.Single(Configurations(run));
    }

    [Fact]
    public async Task A_release_that_has_been_good_is_not_rolled_back()
    {
        const string First = "global: {scrape_interval: 43s, external_labels: {ends: \"yes\"}}\n";
        await using var run = await CloudRun.CreateAsync();
        run.Put(First);
        Assert.Equal(3, await EndAsync(run, ("PROMLAUNCHER_REFRESH_INTERVAL", "0")));
        run.Put(Good);
        Assert.Equal(0, await EndAsync(run, ("PROMLAUNCHER_REFRESH_INTERVAL", "0")));
        run.Put(First);
        Assert.Equal(3, await EndAsync(run));
        Assert.Equal([First.TrimEnd()], Configurations(run));
    }

    [Fact]
    public async Task A_child_that_ends_well_is_not_started_again()
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put(Good);
        Assert.Equal(0, await EndAsync(run, ("PROMLAUNCHER_REFRESH_INTERVAL", "0")));
        run.Put(Good.Replace("41s", "42s", StringComparison.Ordinal));
        Assert.Equal(0, await EndAsync(run));
        Assert.Single(Configurations(run));
    }

    [Fact]
    public async Task A_source_that_may_be_back_soon_is_not_waited_for_as_long_as_without_a_good_release()
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put(Good);
        Assert.Equal(0, await EndAsync(run, ("PROMLAUNCHER_REFRESH_INTERVAL", "0")));
        run.Aws.Faults.Add(new Fault { Action = "s3:*", Kind = FaultKind.Unavailable });
        Assert.Equal(0, await EndAsync(run, ("PROMLAUNCHER_STARTUP_TIMEOUT", "1h")));
        Assert.Contains("starting from the last good configuration instead", run.Launcher.Output, StringComparison.Ordinal);
        Assert.Contains("retrying", run.Launcher.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repaired_source_is_asked_at_once_when_somebody_says_so()
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put(Good);
        Assert.Equal(0, await EndAsync(run, ("PROMLAUNCHER_REFRESH_INTERVAL", "0")));
        Break(run, "denied");
        run.StartPrometheus([], ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"), ("PROMLAUNCHER_REFRESH_INTERVAL", "1h"));
        var (code, output) = await run.CommandAsync("reload");
        Assert.Equal(1, code);
        Assert.Contains("could not be fetched", output, StringComparison.Ordinal);
        run.Aws.Faults.Clear();
        run.Put(Good.Replace("41s", "42s", StringComparison.Ordinal));
        (code, output) = await run.CommandAsync("reload");
        Assert.Equal((0, true), (code, output.Contains("Prometheus runs ", StringComparison.Ordinal)));
        Assert.Contains("42s", await run.RunningConfigurationAsync(), StringComparison.Ordinal);
    }

    private static void Break(CloudRun run, string trouble)
    {
        switch (trouble)
        {
            case "invalid":
                run.Put("globall: {}\n");
                break;
            case "missing":
                run.Aws.S3.Find("conf")!.Delete("prometheus.yml");
                break;
            case "unset placeholder":
                run.Put("global: {external_labels: {a: \"${NO_SUCH_VARIABLE:?say it}\"}}\n");
                break;
            case "refused placeholder":
                run.Put("global: {external_labels: {a: \"${ssm:/not/for/us}\"}}\n");
                break;
            default:
                run.Aws.Faults.Add(new Fault { Action = "s3:*", Kind = trouble == "denied" ? FaultKind.AccessDenied : FaultKind.Unavailable });
                break;
        }
    }

    /// <summary>Runs it to the end of its child.</summary>
    private static async Task<int> EndAsync(CloudRun run, params (string Name, string? Value)[] variables)
    {
        run.Start(Child, [("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"), ("PROMLAUNCHER_STARTUP_TIMEOUT", "1500ms"), ("PROMLAUNCHER_REFRESH_INTERVAL", "1h"), .. variables]);
        return await run.Launcher.ExitAsync();
    }

    private static string[] Configurations(CloudRun run) => [.. run.Launcher.Output.Split('\n').Where(static line => line.StartsWith("global:", StringComparison.Ordinal))];
}
