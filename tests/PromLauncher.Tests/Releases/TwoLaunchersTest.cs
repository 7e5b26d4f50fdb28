using PromLauncher.Releases;

namespace PromLauncher.Tests.Releases;

/// <summary>Two launchers on one state dir: a shared file system while ECS replaces a task.</summary>
public sealed class TwoLaunchersTest : IDisposable
{
    private const string Main = "prometheus.yml";
    private const string Location = "s3://bucket/prometheus.yml";

    private readonly StateDir _dir = new();

    public void Dispose() => _dir.Dispose();

    [Fact]
    public void The_second_one_leaves_the_first_ones_current_alone()
    {
        using var first = _dir.Open();
        first.Publish(StateDir.Configuration("first"));
        using var second = _dir.Open();
        second.Publish(StateDir.Configuration("second"));
        Assert.Equal("first", File.ReadAllText(first.CurrentMainFile(Main)));
        Assert.Equal("second", File.ReadAllText(second.CurrentMainFile(Main)));
        Assert.NotEqual(first.CurrentMainFile(Main), second.CurrentMainFile(Main));
        Assert.Single(Directory.GetFileSystemEntries(_dir.Releases));
    }

    [Fact]
    public void The_second_one_reads_last_good_and_does_not_write_it()
    {
        using var first = _dir.Open();
        first.MarkGood(first.Publish(StateDir.Configuration("first")), Location, Main);
        using var second = _dir.Open();
        second.MarkGood(second.Publish(StateDir.Configuration("second")), Location, Main);

        var last = second.LastGood(Location, Main)!;
        Assert.Equal("first", System.Text.Encoding.UTF8.GetString(ReleaseStore.Read(last)[Main].Span));
        second.Activate(last);
        Directory.Delete(last.Folder, recursive: true);
        Assert.Equal("first", File.ReadAllText(second.CurrentMainFile(Main)));
    }

    [Fact]
    public void Once_the_first_one_is_gone_the_second_one_remembers_its_good_releases_and_cleans_up()
    {
        var first = _dir.Open();
        first.MarkGood(first.Publish(StateDir.Configuration("first")), Location, Main);
        using var second = _dir.Open();
        var third = _dir.Open();
        third.Publish(StateDir.Configuration("third"));
        first.Dispose();
        third.Dispose();

        second.MarkGood(second.Publish(StateDir.Configuration("second")), Location, Main);
        Assert.Equal("second", File.ReadAllText(second.CurrentMainFile(Main)));
        Assert.Single(Directory.GetDirectories(Path.Join(_dir.State, "instances")));
        Assert.Equal("second", System.Text.Encoding.UTF8.GetString(ReleaseStore.Read(second.LastGood(Location, Main)!)[Main].Span));
        using var fourth = _dir.Open();
        Assert.Equal("second", System.Text.Encoding.UTF8.GetString(ReleaseStore.Read(fourth.LastGood(Location, Main)!)[Main].Span));
    }

    [Fact]
    public void Where_nothing_can_be_locked_a_good_release_is_remembered_all_the_same()
    {
        var location = new StateLocation { Given = _dir.State, TryLock = static (_, path) => throw new Native.FileSystemException("lock", path, 37) };
        using (var first = _dir.Open(location)) first.MarkGood(first.Publish(StateDir.Configuration("first")), Location, Main);
        using var next = _dir.Open(location);
        Assert.NotNull(next.LastGood(Location, Main));
        Assert.Contains("level=WARN", _dir.Logged.ToString(), StringComparison.Ordinal);
        Assert.Contains("can't be locked", _dir.Logged.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Join(_dir.State, "instances")));
    }

    [Fact]
    public void A_descriptor_that_can_not_be_locked_is_not_held_by_another()
    {
        using var closed = new Microsoft.Win32.SafeHandles.SafeFileHandle(100_000, ownsHandle: false);
        Assert.Throws<Native.FileSystemException>(() => Native.FileSystem.TryLock(closed, "closed"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_folder_that_is_taken_for_abandoned_while_it_is_made_is_made_again(bool locksFirst)
    {
        using var first = _dir.Open();
        var lost = new List<string>();
        using var second = _dir.Open(new StateLocation
        {
            Given = _dir.State,
            TryLock = (file, path) =>
            {
                if (!path.Contains("instances", StringComparison.Ordinal) || lost.Count == 3) return Native.FileSystem.TryLock(file, path);
                lost.Add(path);
                if (!locksFirst) Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
                return !locksFirst && Native.FileSystem.TryLock(file, path);
            },
        });
        Assert.Equal(3, lost.Distinct().Count());
        second.Publish(StateDir.Configuration("second"));
        Assert.Equal("second", File.ReadAllText(second.CurrentMainFile(Main)));
    }

    [Fact]
    public void The_state_dir_is_free_again_when_its_launcher_ends()
    {
        _dir.Open().Dispose();
        using var next = _dir.Open();
        Assert.Equal(Path.Join(_dir.Current, Main), next.CurrentMainFile(Main));
    }
}
