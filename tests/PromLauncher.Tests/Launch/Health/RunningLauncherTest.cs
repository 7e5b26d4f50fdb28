using System.Globalization;
using PromLauncher.Launch;
using PromLauncher.Launch.Health;
using PromLauncher.Releases;
using PromLauncher.Telemetry;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.Launch.Health;

/// <summary>Whose state files are believed.</summary>
public sealed class RunningLauncherTest : IDisposable
{
    private const uint Other = 54321;

    private readonly TestFolder _temporary = new();

    private static ProcessIdentity Own => ProcessIdentity.Own();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void What_a_launcher_writes_is_found_until_it_ends()
    {
        string? Variable(string name) => name == "XDG_RUNTIME_DIR" ? _temporary.Path : null;
        using (var file = new StateFile("run", "1.2.3", Variable, TimeProvider.System, Log.None))
        {
            file.Write(static json => json.WriteString("location", "s3://b/k"));
            var found = Assert.Single(RunningLauncher.Find(StateFileFolders.Given(Variable)));
            Assert.Equal(("run", Own, "s3://b/k", "1.2.3"), (found.Command, found.Process, found.Text("location"), found.Text("version")));
            var path = Assert.Single(Directory.GetFiles(Path.Combine(_temporary.Path, "promlauncher")));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(path)!));
        }

        Assert.Empty(RunningLauncher.Find(StateFileFolders.Given(Variable)));
    }

    [Theory]
    [InlineData("""{"pid": PID, "pid_start": START}""", 1)]
    [InlineData("""{"pid": PID, "pid_start": 1}""", 0)]
    [InlineData("""{"pid": 0, "pid_start": 0}""", 0)]
    [InlineData("""{"pid": -1, "pid_start": 0}""", 0)]
    [InlineData("""{"pid": "PID"}""", 0)]
    [InlineData("""["pid"]""", 0)]
    [InlineData("""{"pid": PID, "pid_st""", 0)]
    [InlineData("", 0)]
    public void Of_a_dead_process_or_in_a_broken_file_there_is_none(string content, int count)
    {
        var folder = Folder(PrivateFolder.User);
        File.WriteAllText(Path.Combine(folder, "run.json"), content
            .Replace("PID", Own.Id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("START", Own.Start.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Assert.Equal(count, RunningLauncher.Find([(folder, PrivateFolder.User)]).Count);
    }

    [Fact]
    public void A_link_and_a_pipe_are_not_read()
    {
        var folder = Folder(PrivateFolder.User);
        var real = _temporary.File("elsewhere.json", Document());
        File.CreateSymbolicLink(Path.Combine(folder, "run.json"), real);
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(folder, "discover.json")])) mkfifo.WaitForExit();
        Assert.Empty(RunningLauncher.Find([(folder, PrivateFolder.User)]));

        var link = Path.Combine(_temporary.Path, "link");
        File.Delete(Path.Combine(folder, "run.json"));
        File.WriteAllText(Path.Combine(folder, "run.json"), Document());
        Directory.CreateSymbolicLink(link, folder);
        Assert.Empty(RunningLauncher.Find([(link, PrivateFolder.User)]));
        Assert.Single(RunningLauncher.Find([(folder, PrivateFolder.User)]));
    }

    [Fact]
    public void Root_looks_at_the_folders_of_all_users_and_believes_each_about_himself_only()
    {
        Assert.SkipUnless(PrivateFolder.User == 0, "only root looks at the folders of others");
        var (own, theirs, pretended) = (Folder(0), Folder(Other), Folder(Other + 1));
        Directory.CreateDirectory(Path.Combine(_temporary.Path, "promlauncher-nobody"));
        Chown(theirs, Other);
        Chown(pretended, Other);
        Assert.Equal([(own, 0u), (theirs, Other), (pretended, Other + 1)], StateFileFolders.Shared(_temporary.Path).OrderBy(static place => place.Owner));

        // A process of root's in the file of another user: whoever wrote that does not speak for root.
        foreach (var folder in (string[])[theirs, pretended])
        {
            File.WriteAllText(Path.Combine(folder, "run.json"), Document());
            Chown(Path.Combine(folder, "run.json"), Other);
        }

        Assert.Empty(RunningLauncher.Find(StateFileFolders.Shared(_temporary.Path)));
        File.WriteAllText(Path.Combine(own, "run.json"), Document());
        Assert.Single(RunningLauncher.Find(StateFileFolders.Shared(_temporary.Path)));

        // A file of root's own in a folder that others may write.
        File.WriteAllText(Path.Combine(pretended, "run.json"), Document());
        Chown(Path.Combine(pretended, "run.json"), 0);
        Assert.Single(RunningLauncher.Find(StateFileFolders.Shared(_temporary.Path)));
    }

    [Fact]
    public void Two_of_one_command_have_a_member_each_in_the_status_for_programs()
    {
        var folder = Folder(PrivateFolder.User);
        File.WriteAllText(Path.Combine(folder, "run.json"), Document());
        var found = Assert.Single(RunningLauncher.Find([(folder, PrivateFolder.User)]));
        using var status = System.Text.Json.JsonDocument.Parse(PromLauncher.Launch.Monitoring.StatusReport.Json([found, found]));
        Assert.Equal(["run", "run-2"], status.RootElement.EnumerateObject().Select(static member => member.Name));
    }

    private static string Document() => $$"""{"pid": {{Own.Id}}, "pid_start": {{Own.Start}}}""";

    private static void Chown(string path, uint user)
    {
        using var chown = System.Diagnostics.Process.Start("chown", [user.ToString(CultureInfo.InvariantCulture), path]);
        chown.WaitForExit();
        Assert.Equal(0, chown.ExitCode);
    }

    private string Folder(uint user) => Directory.CreateDirectory(Path.Combine(_temporary.Path, $"promlauncher-{user}")).FullName;
}
