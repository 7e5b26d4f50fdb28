using System.Diagnostics;
using PromLauncher.Native;
using PromLauncher.Releases;
using PromLauncher.Telemetry;

namespace PromLauncher.Tests.Releases;

/// <summary>On a file system of 64 KiB, mounted for the test.</summary>
public sealed class FullDiskTest : IDisposable
{
    private const string Main = "prometheus.yml";

    private readonly StateDir _dir = new();
    private readonly string _mount;
    private readonly bool _mounted;

    public FullDiskTest()
    {
        _mount = Path.Join(_dir.Path, "mount");
        Directory.CreateDirectory(_mount);
        _mounted = FileSystem.User == 0 && Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", _mount);
    }

    public void Dispose()
    {
        if (_mounted) Run("umount", "-l", _mount);
        _dir.Dispose();
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(4_000_000)]
    public void A_full_disk_is_reported_and_leaves_the_old_release(int size)
    {
        Assert.SkipUnless(_mounted, "needs the right to mount");
        using var store = _dir.Open(Path.Join(_mount, "state"));
        var old = store.Publish(StateDir.Configuration("old"));
        store.MarkGood(old, "x", Main);
        var failure = Assert.Throws<FailureException>(() => store.Publish(StateDir.Files(("a.yml", "a"), (Main, new string('x', size)))));
        Assert.Equal(FailureKind.CannotWrite, failure.Kind);
        Assert.Contains("No space left on device", failure.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(store.CurrentMainFile(Main)));
        Assert.Equal([old.Folder], Directory.GetFileSystemEntries(Path.Join(_mount, "state", "releases")));
        store.Publish(StateDir.Configuration("fits again"));
        Assert.Equal("fits again", File.ReadAllText(store.CurrentMainFile(Main)));
    }

    [Fact]
    public void A_release_that_can_not_be_recorded_is_reported_and_used_anyway()
    {
        Assert.SkipUnless(_mounted, "needs the right to mount");
        using var store = _dir.Open(Path.Join(_mount, "state"));
        var release = store.Publish(StateDir.Configuration("a"));
        Fill();
        store.MarkGood(release, "x", Main);
        Assert.Contains("level=WARN", _dir.Logged.ToString(), StringComparison.Ordinal);
        Assert.Equal("a", File.ReadAllText(store.CurrentMainFile(Main)));
        Assert.Null(store.LastGood("x", Main));
    }

    [Fact]
    public void Fetching_into_a_full_folder_leaves_the_old_file()
    {
        Assert.SkipUnless(_mounted, "needs the right to mount");
        var target = new OutputFolder(_mount, PrivateFolder.FileMode, PrivateFolder.FolderMode);
        target.Write(StateDir.Configuration("old"), Main);
        var failure = Assert.Throws<FailureException>(() => target.Write(StateDir.Configuration(new string('x', 100_000)), Main));
        Assert.Contains("No space left on device", failure.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(Path.Join(_mount, Main)));
        Assert.Single(Directory.GetFileSystemEntries(_mount));
    }

    [Fact]
    public void A_read_only_file_system_is_reported()
    {
        Assert.SkipUnless(_mounted, "needs the right to mount");
        Directory.CreateDirectory(Path.Join(_mount, "there"));
        Run("mount", "-o", "remount,ro", _mount);
        foreach (var folder in new[] { "there", "missing", "missing/too" })
        {
            var failure = Assert.Throws<FailureException>(() => _dir.Open(Path.Join(_mount, folder)));
            Assert.Equal(FailureKind.CannotWrite, failure.Kind);
            Assert.Contains("Read-only file system", failure.Message, StringComparison.Ordinal);
        }

        using var store = _dir.Open(new StateLocation { Default = Path.Join(_mount, "there"), Temporary = _dir.Path });
        Assert.StartsWith(Path.Join(_dir.Path, "promlauncher-"), store.Folder, StringComparison.Ordinal);
    }

    private void Fill()
    {
        try
        {
            File.WriteAllBytes(Path.Join(_mount, "filler"), new byte[1 << 20]);
        }
        catch (IOException)
        {
            // Full now.
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
