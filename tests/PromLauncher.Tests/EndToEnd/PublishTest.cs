using PromLauncher.Releases;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>Publishing by the native binary: killed at any moment, or with nowhere to write.</summary>
[Trait("Category", "Native")]
public sealed class PublishTest
{
    [Fact]
    public async Task A_kill_at_any_moment_leaves_a_whole_release_behind()
    {
        Assert.SkipUnless(File.Exists(Repository.Binary), "the native binary is not published");
        const int Rounds = 50, Sides = 4;
        var published = 0;
        var whole = await TimeOfAStartAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, Sides), new ParallelOptions { MaxDegreeOfParallelism = Sides }, async (side, cancellation) =>
        {
            using var folder = new TestFolder();
            var random = new Random(side);
            for (var round = 0; round < Rounds; round++)
            {
                folder.File("conf/prometheus.yml", $"global: {{external_labels: {{round: \"{round}\"}}}}\nrule_files: [\"rules/*.yml\"]\n");
                for (var rule = 0; rule < 5; rule++) folder.File($"conf/rules/{rule}.yml", $"groups: [] # {round} {new string('x', 20_000)}\n");
                using var launcher = new RunningProcess(Repository.Binary, ["run", "--refresh-interval", "0", "--prometheus", "/bin/sh", "--", "-c", "exec sleep 1000"],
                    [.. Launched.Variables(Mode.Exec, folder), ("PROMLAUNCHER_LOCATION", Path.Combine(folder.Path, "conf"))]);
                await Task.Delay(whole * (0.2 + 1.8 * random.NextDouble()), cancellation);
                launcher.Signal(9);
                await launcher.ExitAsync();
                if (!Directory.Exists(Path.Combine(folder.Path, "state", "current"))) continue;
                Interlocked.Increment(ref published);
                AssertWhole(new DirectoryInfo(Path.Combine(folder.Path, "state", "current")).ResolveLinkTarget(returnFinalTarget: true)!.FullName);
            }
        });
        Assert.True(published >= Rounds, "hardly any round came as far as publishing: nothing was proven");
    }

    [Fact]
    public async Task A_full_disk_is_73()
    {
        await Mounted("mount -t tmpfs -o size=64k,mode=700 tmpfs \"$1\" && dd if=/dev/zero of=\"$1/full\" bs=4k count=20 2>/dev/null; true", 73, "space");
    }

    [Fact]
    public async Task Nowhere_to_write_is_73_and_names_the_volume_to_add()
    {
        await Mounted("mount -t tmpfs -o ro tmpfs \"$1\" && mount -t tmpfs -o ro tmpfs /var/lib && export TMPDIR=\"$1\"", 73, "volume", given: false);
    }

    [Theory]
    [InlineData("link")]
    [InlineData("owner")]
    public async Task A_given_state_dir_that_is_anothers_is_73(string fault)
    {
        Assert.SkipUnless(File.Exists(Repository.Binary), "the native binary is not published");
        Assert.SkipUnless(Environment.UserName == "root", "only root can give a folder away");
        using var folder = new TestFolder();
        var state = Path.Combine(folder.Path, "state");
        if (fault == "link")
        {
            Directory.CreateSymbolicLink(state, Directory.CreateDirectory(Path.Combine(folder.Path, "elsewhere")).FullName);
        }
        else
        {
            Directory.CreateDirectory(state);
            using var chown = System.Diagnostics.Process.Start("chown", ["12345", state]);
            await chown.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using var launched = new RunningProcess(Repository.Binary, ["run", "--prometheus", "/bin/true"], Launched.Variables(Mode.Exec, folder));
        Assert.Equal(73, await launched.ExitAsync());
        Assert.Contains(state, launched.Output, StringComparison.Ordinal);
    }

    /// <summary>How long a start takes here and now: the moments of the kills are spread over it.</summary>
    private static async Task<TimeSpan> TimeOfAStartAsync()
    {
        using var folder = new TestFolder();
        var start = System.Diagnostics.Stopwatch.StartNew();
        using var launcher = new RunningProcess(Repository.Binary, ["run", "--prometheus", "/bin/true"], Launched.Variables(Mode.Exec, folder));
        await launcher.ExitAsync();
        return start.Elapsed;
    }

    private static void AssertWhole(string release)
    {
        var files = Directory.EnumerateFiles(release, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(release, file), file => (ReadOnlyMemory<byte>)File.ReadAllBytes(file));
        Assert.Equal(6, files.Count);
        Assert.Equal(Path.GetFileName(release), ContentHash.Of(files));
    }

    /// <summary>Runs it in a mount namespace of its own, with a folder prepared by a script that gets its path.</summary>
    private static async Task Mounted(string prepare, int code, string reason, bool given = true)
    {
        Assert.SkipUnless(File.Exists(Repository.Binary), "the native binary is not published");
        Assert.SkipUnless(Environment.UserName == "root", "only root can mount");
        using var folder = new TestFolder();
        var state = Directory.CreateDirectory(Path.Combine(folder.Path, "state")).FullName;
        using var launched = new RunningProcess("unshare",
            ["--mount", "sh", "-c", prepare + "; exec \"$0\" run --prometheus /bin/true", Repository.Binary, state],
            [.. Launched.Variables(Mode.Exec, folder), ("PROMLAUNCHER_LOCATION", "env:TEXT"), ("TEXT", "global: {}\n"), ("PROMLAUNCHER_STATE_DIR", given ? state : null)]);
        Assert.Equal(code, await launched.ExitAsync());
        Assert.Contains(reason, launched.Output, StringComparison.Ordinal);
    }
}
