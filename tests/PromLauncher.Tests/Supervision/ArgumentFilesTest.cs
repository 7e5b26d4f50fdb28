using PromLauncher.Supervision;

namespace PromLauncher.Tests.Supervision;

/// <summary>Arguments of Prometheus that stand in files.</summary>
public sealed class ArgumentFilesTest : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_lines_of_a_file_take_the_place_of_its_name()
    {
        var inner = _folder.File("inner", "--web.enable-lifecycle\r\n");
        var outer = _folder.File("outer", $"# A comment.\n--web.listen-address=:1\n@{inner}\n--log.level\nwarn");
        Assert.Equal(["a", "--web.listen-address=:1", "--web.enable-lifecycle", "--log.level", "warn", "z", "--", "@" + outer], ArgumentFiles.Expand(["a", "@" + outer, "z", "--", "@" + outer]));
    }

    [Fact]
    public void One_that_can_not_be_read_stays_and_one_that_names_itself_ends()
    {
        Assert.Equal(["@/no/such/file", "@"], ArgumentFiles.Expand(["@/no/such/file", "@"]));
        var path = Path.Combine(_folder.Path, "self");
        _folder.File("self", $"--a\n@{path}\n");
        Assert.Equal("@" + path, ArgumentFiles.Expand(["@" + path])[^1]);
    }

    [Fact]
    public async Task The_child_gets_them_without_those_that_are_the_launchers_own()
    {
        Assert.SkipUnless(File.Exists(Repository.Binary), "the native binary is not published");
        var file = _folder.File("flags", "--config.file=/etc/other.yml\n--web.enable-lifecycle\n");
        using var launcher = new RunningProcess(Repository.Binary, ["run", "--prometheus", "/bin/echo", "--", "@" + file], EndToEnd.Launched.Variables(EndToEnd.Mode.Exec, _folder));
        Assert.Equal(0, await launcher.ExitAsync());
        Assert.Contains(launcher.Output.Split('\n'), line => line.StartsWith("--web.enable-lifecycle --config.file=" + _folder.Path, StringComparison.Ordinal));
        Assert.Contains("level=WARN", launcher.Output.Split('\n').First(static line => line.Contains("--config.file", StringComparison.Ordinal)), StringComparison.Ordinal);
    }
}
