using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.EndToEnd;

/// <summary><c>promlauncher fetch --to</c>: the files for a Prometheus, or anything else, that somebody else starts.</summary>
[Trait("Category", "Native")]
public sealed class FetchTest
{
    [Fact]
    public async Task A_bundle_is_written_for_other_users_with_its_main_file_last()
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put("global: {external_labels: {team: \"${TEAM}\"}}\nrule_files: [rules/*.yml]\n", "prom/prometheus.yml");
        run.Put("groups: []\n", "prom/rules/z.yml");
        run.Put("groups: []\n", "prom/rules/a.yml");
        run.Put("groups: []\n", "prom/more/b.yml");
        var to = Path.Combine(run.Folder, "made", "here");

        // A watcher may miss what happens in a folder just after it is made: only what is in this one is counted.
        Directory.CreateDirectory(Path.Combine(to, "rules"));
        var order = new List<string>();
        using var watcher = new FileSystemWatcher(to) { IncludeSubdirectories = true };
        watcher.Renamed += (_, renamed) =>
        {
            if (renamed.Name!.StartsWith("more", StringComparison.Ordinal)) return;
            lock (order) order.Add(renamed.Name);
        };
        watcher.EnableRaisingEvents = true;
        await FetchAsync(run, 0, "s3://conf/prom/", "--to", to, "--set", "TEAM=storage");
        Assert.Equal("global: {external_labels: {team: \"storage\"}}\nrule_files: [rules/*.yml]\n", await ReadAsync(to, "prometheus.yml"));
        Assert.Equal("groups: []\n", await ReadAsync(to, "rules/a.yml"));
        Assert.Equal((UnixFileMode)0b110_100_100, File.GetUnixFileMode(Path.Combine(to, "prometheus.yml")));
        Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(Path.Combine(to, "more")));
        await Launched.UntilAsync(() => Count() == 3, "not every file was renamed into its place");
        Assert.Equal("prometheus.yml", order[^1]);
        Assert.DoesNotContain(Directory.GetFiles(to, "*", SearchOption.AllDirectories), static file => file.EndsWith(".tmp", StringComparison.Ordinal));

        int Count()
        {
            lock (order) return order.Count;
        }
    }

    [Fact]
    public async Task Modes_and_what_is_no_Prometheus_file_are_as_asked_for()
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put("route: {receiver: \"${RECEIVER}\"}\n", "alertmanager.yml");
        var to = Path.Combine(run.Folder, "to");
        await FetchAsync(run, 65, "s3://conf/alertmanager.yml", "--to", to, "--set", "RECEIVER=r");
        Assert.False(Directory.Exists(to));
        await FetchAsync(run, 0, "s3://conf/alertmanager.yml", "--to", to, "--set", "RECEIVER=r", "--check", "none", "--main-file", "alertmanager.yml", "--file-mode", "0640", "--dir-mode", "0750");
        Assert.Equal("route: {receiver: \"r\"}\n", await ReadAsync(to, "alertmanager.yml"));
        Assert.Equal((UnixFileMode)0b110_100_000, File.GetUnixFileMode(Path.Combine(to, "alertmanager.yml")));
        Assert.Equal((UnixFileMode)0b111_101_000, File.GetUnixFileMode(to));
        await FetchAsync(run, 65, "s3://conf/alertmanager.yml", "--to", to, "--check", "none");
    }

    [Theory]
    [InlineData("s3://conf/missing.yml", "to", 66)]
    [InlineData("s3://other/prometheus.yml", "to", 66)]
    [InlineData("s3://conf/prometheus.yml", "/proc/nowhere", 73)]
    [InlineData("s3://conf/prometheus.yml", null, 64)]
    [InlineData("s3://conf", "to", 64)]
    public async Task It_ends_as_run_does_before_its_start(string location, string? to, int code)
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put("global: {}\n");
        await FetchAsync(run, code, [location, .. to is null ? Array.Empty<string>() : ["--to", Path.Combine(run.Folder, to)]]);
    }

    private static async Task FetchAsync(CloudRun run, int code, params string[] words)
    {
        var (ended, output) = await run.CommandAsync(["fetch", .. words]);
        Assert.True(ended == code, $"exit code {ended}:\n{output}");
    }

    private static Task<string> ReadAsync(string folder, string file) => File.ReadAllTextAsync(Path.Combine(folder, file), TestContext.Current.CancellationToken);
}
