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
    public void The_state_dir_is_free_again_when_its_launcher_ends()
    {
        _dir.Open().Dispose();
        using var next = _dir.Open();
        Assert.Equal(Path.Join(_dir.Current, Main), next.CurrentMainFile(Main));
    }
}
