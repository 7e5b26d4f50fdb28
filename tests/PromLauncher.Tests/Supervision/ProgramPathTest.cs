using PromLauncher.Supervision;
using PromLauncher.Telemetry;

namespace PromLauncher.Tests.Supervision;

public sealed class ProgramPathTest : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_executable_file_of_PATH_is_taken()
    {
        _folder.File("a/prog", "no program");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "b", "prog"));
        var right = _folder.File("c/prog", "#!/bin/sh\n", executable: true);
        _folder.File("d/prog", "#!/bin/sh\n", executable: true);
        Assert.Equal(right, ProgramPath.Find("prog", Search("none", "a", "b", "c", "d")));
    }

    [Fact]
    public void Without_PATH_the_systems_own_folders_are_searched() => Assert.Equal("/bin/sh", ProgramPath.Find("sh", null));

    [Fact]
    public void A_name_with_a_slash_is_not_searched()
    {
        var path = _folder.File("c/prog", "#!/bin/sh\n", executable: true);
        Assert.Equal(path, ProgramPath.Find(path, "/nowhere"));
        Assert.Equal(FailureKind.ProgramNotFound, Refused("./prog-of-no-folder", Search("c")).Kind);
    }

    [Fact]
    public void What_is_missing_and_where_it_was_looked_for_is_reported()
    {
        var failure = Refused("prometheuss", "/usr/bin:/bin");
        Assert.Equal(FailureKind.ProgramNotFound, failure.Kind);
        Assert.Contains("prometheuss is not found in PATH (/usr/bin:/bin)", failure.Message, StringComparison.Ordinal);
        Assert.Equal(FailureKind.ProgramNotFound, Refused("", "/bin").Kind);
    }

    [Fact]
    public void A_file_that_is_there_and_not_executable_is_reported_as_such()
    {
        var path = _folder.File("a/prog", "no program");
        Assert.Equal(FailureKind.CannotExecute, Refused("prog", Search("a")).Kind);
        Assert.Contains(path, Refused(path, null).Message, StringComparison.Ordinal);
        Assert.Equal(FailureKind.CannotExecute, Refused(_folder.Path, null).Kind);
    }

    private static FailureException Refused(string program, string? search) => Assert.Throws<FailureException>(() => ProgramPath.Find(program, search));

    private string Search(params string[] folders) => string.Join(':', folders.Select(folder => Path.Combine(_folder.Path, folder)));
}
