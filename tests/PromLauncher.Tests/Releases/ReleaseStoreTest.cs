using PromLauncher.Native;
using PromLauncher.Releases;
using PromLauncher.Telemetry;

namespace PromLauncher.Tests.Releases;

public sealed class ReleaseStoreTest : IDisposable
{
    private const string Main = "prometheus.yml";
    private const string Location = "s3://bucket/prometheus.yml";

    private readonly StateDir _dir = new();

    public void Dispose() => _dir.Dispose();

    [Fact]
    public void A_published_release_is_read_through_current()
    {
        using var store = _dir.Open();
        store.Publish(StateDir.Files((Main, "global: {}"), ("rules/a/b.yml", "groups: []")));
        Assert.Equal("global: {}", File.ReadAllText(store.CurrentMainFile(Main)));
        Assert.Equal("groups: []", File.ReadAllText(Path.Join(_dir.Current, "rules/a/b.yml")));
    }

    [Fact]
    public void Everything_is_for_the_owner_alone()
    {
        using var store = _dir.Open();
        var release = store.Publish(StateDir.Files((Main, "a"), ("rules/b.yml", "b")));
        store.MarkGood(release, Location, Main);
        foreach (var path in Directory.EnumerateFileSystemEntries(_dir.State, "*", SearchOption.AllDirectories).Append(_dir.State))
        {
            if (new FileInfo(path).LinkTarget is not null) continue;
            var expected = Directory.Exists(path) ? "700" : "600";
            Assert.Equal($"{path} {expected}", $"{path} {Convert.ToString((int)FileSystem.Status(path)!.Value.Mode, 8)}");
        }
    }

    [Fact]
    public void The_same_content_is_the_same_release_and_is_not_written_again()
    {
        using var store = _dir.Open();
        var first = store.Publish(StateDir.Files((Main, "a"), ("b.yml", "b")));
        var written = File.GetLastWriteTimeUtc(Path.Join(first.Folder, Main));
        var second = store.Publish(StateDir.Files(("b.yml", "b"), (Main, "a")));
        Assert.Equal(first.Folder, second.Folder);
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Join(second.Folder, Main)));
    }

    public static TheoryData<string, Action<string>> Tampering => new()
    {
        { "content", folder => File.WriteAllText(Path.Join(folder, Main), "evil") },
        { "same length", folder => File.WriteAllText(Path.Join(folder, Main), "x") },
        { "emptied by a power cut", folder => File.WriteAllText(Path.Join(folder, Main), "") },
        { "missing file", folder => File.Delete(Path.Join(folder, Main)) },
        { "another file", folder => File.WriteAllText(Path.Join(folder, "rules", "evil.yml"), "groups: []") },
        { "link to a file", folder => { File.Delete(Path.Join(folder, Main)); File.CreateSymbolicLink(Path.Join(folder, Main), "/dev/null"); } },
        { "link to a folder", folder => { Directory.Delete(Path.Join(folder, "rules"), true); File.CreateSymbolicLink(Path.Join(folder, "rules"), "/etc"); } },
        { "folder for a file", folder => { File.Delete(Path.Join(folder, Main)); Directory.CreateDirectory(Path.Join(folder, Main)); } },
        { "file for the release", folder => { Directory.Delete(folder, true); File.WriteAllText(folder, "evil"); } },
    };

    [Theory]
    [MemberData(nameof(Tampering))]
    public void A_release_changed_on_disk_is_written_anew_and_never_a_last_good_one(string what, Action<string> tamper)
    {
        var files = StateDir.Files((Main, "a"), ("rules/b.yml", "b"));
        using var store = _dir.Open();
        var release = store.Publish(files);
        store.MarkGood(release, Location, Main);
        tamper(release.Folder);

        Assert.True(store.LastGood(Location, Main) is null, what);
        var again = store.Publish(files);
        Assert.Equal(release.Hash, again.Hash);
        Assert.Equal("a", File.ReadAllText(store.CurrentMainFile(Main)));
        Assert.Equal(2, ReleaseStore.Read(again).Count);
        Assert.NotNull(store.LastGood(Location, Main));
        store.MarkGood(again, Location, Main);
        Assert.Equal([again.Folder], Directory.GetFileSystemEntries(_dir.Releases));
    }

    [Theory]
    [InlineData("../escape.yml")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("a//b")]
    [InlineData("a/.")]
    [InlineData("nul\0.yml")]
    [InlineData("")]
    public void A_path_that_leaves_the_release_is_refused(string path)
    {
        using var store = _dir.Open();
        var failure = Assert.Throws<FailureException>(() => store.Publish(StateDir.Files((path, "x"))));
        Assert.Equal(FailureKind.Invalid, failure.Kind);
        Assert.False(File.Exists(_dir.Current));
    }

    [Fact]
    public void The_two_newest_good_ones_are_kept_and_others_are_gone_at_once()
    {
        using var store = _dir.Open();
        var releases = new List<Release>();
        foreach (var content in "abcd")
        {
            releases.Add(store.Publish(StateDir.Configuration(content.ToString())));
            store.MarkGood(releases[^1], Location, Main);
        }

        Assert.Equal(releases[2..].Select(r => r.Folder).Order(), Directory.GetDirectories(_dir.Releases).Order());
        Assert.Equal(releases[3].Hash, store.LastGood(Location, Main)!.Hash);
    }

    [Fact]
    public void A_refused_release_is_rolled_back_and_removed()
    {
        using var store = _dir.Open();
        var good = store.Publish(StateDir.Configuration("good"));
        store.MarkGood(good, Location, Main);
        var bad = store.Publish(StateDir.Configuration("bad"));
        Assert.Equal("bad", File.ReadAllText(store.CurrentMainFile(Main)));
        store.Activate(good);
        Assert.Equal("good", File.ReadAllText(store.CurrentMainFile(Main)));
        Assert.Equal(good, store.Current);
        Assert.False(Directory.Exists(bad.Folder));
    }

    [Fact]
    public void A_release_that_is_not_good_yet_can_still_be_gone_back_to()
    {
        using var store = _dir.Open();
        var first = store.Publish(StateDir.Configuration("first"));
        store.Publish(StateDir.Configuration("second"));
        store.Activate(first);
        Assert.Equal("first", File.ReadAllText(store.CurrentMainFile(Main)));
    }

    [Fact]
    public void Last_good_belongs_to_its_location_and_main_file_and_survives_the_process()
    {
        using (var store = _dir.Open())
        {
            store.MarkGood(store.Publish(StateDir.Files((Main, "one"), ("other.yml", "x"))), Location, Main);
            store.MarkGood(store.Publish(StateDir.Configuration("two")), "s3://bucket/else.yml", Main);
            store.Publish(StateDir.Configuration("never good"));
        }

        using var later = _dir.Open();
        Assert.Null(later.LastGood("s3://bucket/third.yml", Main));
        Assert.Null(later.LastGood(Location, "other.yml"));
        var last = later.LastGood(Location, Main)!;
        later.Activate(last);
        Assert.Equal("one", File.ReadAllText(later.CurrentMainFile(Main)));
        Assert.DoesNotContain("bucket", File.ReadAllText(Path.Join(_dir.State, "good")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage\n\n \n")]
    [InlineData("../../../../etc/x 0123456789abcdef 1\n")]
    [InlineData("0123456789abcdef 0123456789abcdef 99999999999999999\n")]
    public void A_list_of_good_releases_that_makes_no_sense_counts_as_none(string content)
    {
        using var store = _dir.Open();
        File.WriteAllText(Path.Join(_dir.State, "good"), content);
        Assert.Null(store.LastGood(Location, Main));
        store.MarkGood(store.Publish(StateDir.Configuration("a")), Location, Main);
        Assert.NotNull(store.LastGood(Location, Main));
    }

    [Fact]
    public void What_a_crash_left_is_removed_with_the_next_good_release()
    {
        using var store = _dir.Open();
        Directory.CreateDirectory(Path.Join(_dir.Releases, ".half.tmp"));
        Directory.CreateDirectory(Path.Join(_dir.Releases, "0123456789abcdef"));
        File.CreateSymbolicLink(Path.Join(_dir.State, ".link.tmp"), "releases/0123456789abcdef");
        Directory.CreateDirectory(Path.Join(_dir.State, "instances", "gone"));
        var release = store.Publish(StateDir.Configuration("a"));
        store.MarkGood(release, Location, Main);
        Assert.Equal([release.Folder], Directory.GetFileSystemEntries(_dir.Releases));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Join(_dir.State, "instances")));
        Assert.Equal(["current", "good", "instances", "lock", "releases"], Directory.GetFileSystemEntries(_dir.State).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_nudge_is_an_event_in_each_folder_of_the_old_release_and_leaves_nothing()
    {
        using var store = _dir.Open();
        var old = store.Publish(StateDir.Files((Main, "a"), ("targets/x.json", "[]")));
        using var events = new BlockingEvents(Path.Join(old.Folder, "targets"));
        store.Publish(StateDir.Files((Main, "a"), ("targets/x.json", "[ ]")));
        store.Nudge(old);
        Assert.True(events.Wait(TimeSpan.FromSeconds(10)));
        Assert.Equal(2, ReleaseStore.Read(old).Count);
        Directory.Delete(old.Folder, recursive: true);
        store.Nudge(old);
    }

    private sealed class BlockingEvents : IDisposable
    {
        private readonly FileSystemWatcher _watcher;
        private readonly ManualResetEventSlim _created = new();

        public BlockingEvents(string folder)
        {
            _watcher = new FileSystemWatcher(folder);
            _watcher.Created += (_, _) => _created.Set();
            _watcher.EnableRaisingEvents = true;
        }

        public bool Wait(TimeSpan time) => _created.Wait(time);

        public void Dispose()
        {
            _watcher.Dispose();
            _created.Dispose();
        }
    }
}
