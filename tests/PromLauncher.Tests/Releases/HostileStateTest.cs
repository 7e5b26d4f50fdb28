using PromLauncher.Native;
using PromLauncher.Releases;
using PromLauncher.Telemetry;

namespace PromLauncher.Tests.Releases;

/// <summary>State dirs that somebody else has prepared, or that can't be written.</summary>
public sealed class HostileStateTest : IDisposable
{
    private const string Main = "prometheus.yml";
    private const int Stranger = 54321;

    private readonly StateDir _dir = new();

    public void Dispose() => _dir.Dispose();

    /// <summary>What is prepared, and what the complaint says of it. Runs with the state dir there and empty.</summary>
    public static TheoryData<string, Action<string>, string> Hostile => new()
    {
        { "the folder is a link", state => { Directory.Delete(state); Directory.CreateDirectory(state + "2"); File.CreateSymbolicLink(state, state + "2"); }, "state is a symbolic link" },
        { "the folder is a dangling link", state => { Directory.Delete(state); File.CreateSymbolicLink(state, "/nowhere"); }, "state is a symbolic link" },
        { "the folder is a file", state => { Directory.Delete(state); File.WriteAllText(state, ""); }, "state is a file" },
        { "releases is a link", state => File.CreateSymbolicLink(Path.Join(state, "releases"), "/tmp"), "releases is a symbolic link" },
        { "releases is a file", state => File.WriteAllText(Path.Join(state, "releases"), ""), "releases is a file" },
        { "the lock is a link", state => File.CreateSymbolicLink(Path.Join(state, "lock"), "/etc/passwd"), "lock is a symbolic link" },
        { "the lock is a folder", state => Directory.CreateDirectory(Path.Join(state, "lock")), "lock is a folder" },
        { "the list is a link", state => File.CreateSymbolicLink(Path.Join(state, "good"), "/etc/passwd"), "good is a symbolic link" },
        { "current is a folder", state => Directory.CreateDirectory(Path.Join(state, "current")), "current is a folder" },
        { "current is a file", state => File.WriteAllText(Path.Join(state, "current"), ""), "current is a file" },
        { "instances is a link", state => File.CreateSymbolicLink(Path.Join(state, "instances"), "/tmp"), "instances is a symbolic link" },
    };

    public static TheoryData<string, Action<string>, string> Foreign => new()
    {
        { "the folder", static state => Own(state), $"state belongs to user {Stranger}" },
        { "releases", static state => Own(Directory.CreateDirectory(Path.Join(state, "releases")).FullName), $"releases belongs to user {Stranger}" },
        { "current", static state => { File.CreateSymbolicLink(Path.Join(state, "current"), "x"); Own(Path.Join(state, "current")); }, $"current belongs to user {Stranger}" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_given_state_dir_that_is_not_what_it_should_be_is_refused(string what, Action<string> prepare, string complaint)
    {
        Directory.CreateDirectory(_dir.State);
        prepare(_dir.State);
        Refused(() => _dir.Open(), complaint, what);
        Refused(() => _dir.Open(_dir.State + "/"), complaint, what);
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public void A_given_state_dir_of_another_user_is_refused(string what, Action<string> prepare, string complaint)
    {
        Assert.SkipUnless(FileSystem.User == 0, "only root can give files away");
        Directory.CreateDirectory(_dir.State);
        prepare(_dir.State);
        Refused(() => _dir.Open(), complaint, what);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Without_a_given_one_a_private_temporary_folder_takes_its_place(string what, Action<string> prepare, string complaint)
    {
        Directory.CreateDirectory(_dir.State);
        prepare(_dir.State);
        using var store = _dir.Open(new StateLocation { Default = _dir.State, Temporary = _dir.Path });
        Assert.Equal(Path.Join(_dir.Path, $"promlauncher-{FileSystem.User}", "state"), store.Folder);
        Assert.Contains(complaint, _dir.Logged.ToString(), StringComparison.Ordinal);
        store.Publish(StateDir.Configuration(what));
        Assert.Equal(what, File.ReadAllText(store.CurrentMainFile(Main)));
    }

    [Fact]
    public void A_planted_temporary_folder_is_passed_by_too()
    {
        File.CreateSymbolicLink(Path.Join(_dir.Path, $"promlauncher-{FileSystem.User}"), "/etc");
        using var store = _dir.Open(new StateLocation { Default = "/proc/nowhere", Temporary = _dir.Path });
        Assert.StartsWith(Path.Join(_dir.Path, $"promlauncher-{FileSystem.User}-"), store.Folder, StringComparison.Ordinal);
        store.Publish(StateDir.Configuration("a"));
    }

    [Theory]
    [InlineData(777)]
    [InlineData(755)]
    [InlineData(500)]
    [InlineData(0)]
    public void A_folder_of_ours_with_another_mode_is_set_right(int mode)
    {
        Directory.CreateDirectory(_dir.State);
        FileSystem.SetMode(_dir.State, (UnixFileMode)Convert.ToInt32(mode.ToString(System.Globalization.CultureInfo.InvariantCulture), 8));
        using var store = _dir.Open();
        Assert.Equal(PrivateFolder.FolderMode, FileSystem.Status(_dir.State)!.Value.Mode);
        store.Publish(StateDir.Configuration("a"));
    }

    [Fact]
    public void A_missing_folder_is_made_with_its_parents()
    {
        using var store = _dir.Open(Path.Join(_dir.Path, "a/b/c/"));
        Assert.Equal(Path.Join(_dir.Path, "a/b/c"), store.Folder);
    }

    [Fact]
    public void With_no_writable_place_the_volume_to_add_is_named()
    {
        var failure = Assert.Throws<FailureException>(() => _dir.Open(new StateLocation { Default = "/proc/nowhere/promlauncher", Temporary = "/proc/nowhere" }));
        Assert.Equal(FailureKind.CannotWrite, failure.Kind);
        Assert.Contains("/proc/nowhere", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Mount a writable volume at /proc/nowhere/promlauncher", failure.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_no_file_can_have_is_reported_and_leaves_the_old_release()
    {
        using var store = _dir.Open();
        store.Publish(StateDir.Configuration("old"));
        var failure = Assert.Throws<FailureException>(() => store.Publish(StateDir.Files((Main, "new"), (new string('x', 300), "x"))));
        Assert.Equal(FailureKind.CannotWrite, failure.Kind);
        Assert.Equal("old", File.ReadAllText(store.CurrentMainFile(Main)));
        Assert.Single(Directory.GetFileSystemEntries(_dir.Releases));
    }

    private static void Refused(Action open, string complaint, string what)
    {
        var failure = Assert.Throws<FailureException>(open);
        Assert.Equal(FailureKind.CannotWrite, failure.Kind);
        Assert.Contains(complaint, failure.Message, StringComparison.Ordinal);
        Assert.True(failure.Help?.Contains("--state-dir", StringComparison.Ordinal), what);
    }

    private static void Own(string path)
    {
        using var chown = System.Diagnostics.Process.Start("chown", ["-h", Stranger.ToString(System.Globalization.CultureInfo.InvariantCulture), path]);
        chown.WaitForExit();
    }
}
