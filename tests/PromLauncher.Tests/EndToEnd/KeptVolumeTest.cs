using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>
/// A state dir on a volume that outlives its container: a first start as root fills it, then something happens to it, then the next start either
/// works or says who owns what and what to do. In a mount namespace of its own; needs root.
/// </summary>
[Trait("Category", "Native")]
public sealed class KeptVolumeTest
{
    private const string New = "export TEXT='global: {scrape_interval: 10s}'";
    private const string Fill = "dd if=/dev/zero of=\"$1/full\" bs=4k count=64 2>/dev/null";
    private const string Small = "mount -t tmpfs -o size=128k,mode=700 tmpfs \"$1\"";

    /// <summary>Files left by another user are never trusted: the launcher would start Prometheus with what that user wrote.</summary>
    [Theory]
    [InlineData("true", 12345, "state belongs to user 0, and this process runs as user 12345")]
    [InlineData("chown 12345 \"$1\"", 12345, "state/lock belongs to user 0, and this process runs as user 12345")]
    [InlineData("chown -R 12345 \"$1\" && chown -R 0 \"$1/releases\"", 12345, "state/releases belongs to user 0, and this process runs as user 12345")]
    [InlineData("chown -R 12345 \"$1\" && chown 0 \"$1/lock\"", 12345, "state/lock belongs to user 0")]
    [InlineData("chown -R 12345 \"$1\"", 0, "state belongs to user 12345, and this process runs as user 0")]
    public async Task What_another_user_left_is_73_and_named(string between, int user, string reason)
    {
        var output = await RunAsync("true", between, user, 73);
        Assert.Contains(reason, output, StringComparison.Ordinal);
        Assert.Contains($"that belongs to user {user}, or name another folder with --state-dir", output, StringComparison.Ordinal);
        Assert.DoesNotContain("--config.file=", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chown -R 12345 \"$1\"", "published")]
    [InlineData("chown -R 12345 \"$1\" && chown -R 0 \"$1\"/releases/*", "a release was changed on disk; rewriting it")]
    [InlineData("chown -R 12345 \"$1\" && chmod -R a+rwX \"$1\"", "published")]
    public async Task A_volume_that_was_given_to_the_user_is_used_again(string between, string words)
    {
        var output = await RunAsync("true", between + "; ls -ld \"$1\"", 12345, 0, then: "ls -lnd \"$1\"/releases/* && stat -c 'mode %a' \"$1\"");
        Assert.Contains(words, output, StringComparison.Ordinal);
        Assert.Contains("--config.file=", output, StringComparison.Ordinal);
        Assert.Matches(@"drwx------ \d+ 12345 ", output);
        Assert.Contains("mode 700", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_only_one_is_73_even_if_it_holds_this_very_release()
    {
        var output = await RunAsync("true", "mount --bind \"$1\" \"$1\" && mount -o remount,bind,ro \"$1\"", 0, 73);
        Assert.Contains("Read-only file system", output, StringComparison.Ordinal);
        Assert.Contains("Mount a writable volume at", output, StringComparison.Ordinal);
    }

    /// <summary>Where nobody asked for that folder, another one does.</summary>
    [Theory]
    [InlineData("chown 12345 /var/lib/promlauncher", "/var/lib/promlauncher/lock belongs to user 0, and this process runs as user 12345")]
    [InlineData("chown -R 12345 /var/lib/promlauncher && mount -o remount,ro /var/lib", "Read-only file system")]
    public async Task The_default_one_is_replaced_by_a_temporary_folder(string between, string reason)
    {
        var output = await RunAsync("mount -t tmpfs tmpfs /var/lib && unset PROMLAUNCHER_STATE_DIR && ln -s /var/lib/promlauncher/current \"$1/current\" && export TMPDIR=\"$1\" && chmod 1777 \"$1\"", between, 12345, 0);
        Assert.Contains("state dir is a temporary folder", output, StringComparison.Ordinal);
        Assert.Contains(reason, output, StringComparison.Ordinal);
        Assert.Contains("--config.file=", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_one_can_hold_no_new_release_and_keeps_the_old_one()
    {
        var output = await RunAsync(Small, $"{Fill}; {New}", 0, 73, then: "ls -A \"$1/releases\" && cat \"$1/current/prometheus.yml\"");
        Assert.Contains("No space left on device", output, StringComparison.Ordinal);
        Assert.Contains("Make room in", output, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp\n", output, StringComparison.Ordinal);
        Assert.Contains("\nglobal: {}", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"{Fill}")]
    [InlineData($"{Fill}; {New}; rm \"$1/full\"")]
    public async Task A_full_one_is_used_when_nothing_has_to_be_written_or_there_is_room_again(string between) =>
        Assert.Contains("--config.file=", await RunAsync(Small, between, 0, 0), StringComparison.Ordinal);

    /// <summary>A first start as root, and after it one whose output and exit code count.</summary>
    /// <param name="before">What the shell does before; <c>$1</c> is the state dir.</param>
    /// <param name="between">What happens to the volume between the two.</param>
    /// <param name="user">Who the second start runs as.</param>
    /// <param name="code">Its exit code.</param>
    /// <param name="then">What is looked at afterwards.</param>
    private static async Task<string> RunAsync(string before, string between, int user, int code, string then = "true")
    {
        Assert.SkipUnless(File.Exists(Repository.Binary), "the native binary is not published");
        Assert.SkipUnless(Environment.UserName == "root", "only root can mount, and give files away");
        using var folder = new TestFolder();
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);
        var state = Directory.CreateDirectory(Path.Combine(folder.Path, "state")).FullName;
        var script = $"{before} && \"$0\" run --prometheus /bin/true >/dev/null 2>&1 && [ -e \"$1/current\" ] || exit 99; {between}; setpriv --reuid {user} --regid {user} --clear-groups \"$0\" run --prometheus /bin/echo; code=$?; {then}; exit $code";
        using var launched = new RunningProcess("unshare", ["--mount", "sh", "-c", script, Repository.Binary, state],
            [.. Launched.Variables(Mode.Exec, folder), ("PROMLAUNCHER_LOCATION", "env:TEXT"), ("TEXT", "global: {}\n"), ("PROMLAUNCHER_STATE_DIR", state)]);
        Assert.Equal((code, ""), (await launched.ExitAsync(), code == launched.Process.ExitCode ? "" : launched.Output));
        return launched.Output;
    }
}
