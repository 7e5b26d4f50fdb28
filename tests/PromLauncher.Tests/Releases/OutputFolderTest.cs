using PromLauncher.Native;
using PromLauncher.Releases;
using PromLauncher.Telemetry;

namespace PromLauncher.Tests.Releases;

public sealed class OutputFolderTest : IDisposable
{
    private const string Main = "prometheus.yml";

    private readonly StateDir _dir = new();

    private string Target => Path.Join(_dir.Path, "a", "config");

    public void Dispose() => _dir.Dispose();

    [Theory]
    [InlineData(644, 755)]
    [InlineData(440, 750)]
    [InlineData(666, 777)]
    public void Files_and_folders_have_the_modes_asked_for(int file, int folder)
    {
        var (fileMode, folderMode) = (Octal(file), Octal(folder));
        new OutputFolder(Target, fileMode, folderMode).Write(StateDir.Files((Main, "a"), ("rules/b.yml", "b")), Main);
        Assert.Equal(fileMode, Mode(Main));
        Assert.Equal(fileMode, Mode("rules/b.yml"));
        Assert.Equal(folderMode, Mode("rules"));
        Assert.Equal(folderMode, Mode(""));
        Assert.Equal("b", File.ReadAllText(Path.Join(Target, "rules/b.yml")));
        Assert.Equal(2, Directory.GetFiles(Target, "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void The_main_file_comes_last()
    {
        new OutputFolder(Target, Octal(644), Octal(755)).Write(StateDir.Files((Main, "old")), Main);
        Directory.CreateDirectory(Path.Join(Target, "z.yml"));
        var failure = Assert.Throws<FailureException>(() =>
            new OutputFolder(Target, Octal(644), Octal(755)).Write(StateDir.Files((Main, "new"), ("z.yml", "z")), Main));
        Assert.Equal(FailureKind.CannotWrite, failure.Kind);
        Assert.Equal("old", File.ReadAllText(Path.Join(Target, Main)));
        Assert.Single(Directory.GetFiles(Target));
    }

    [Fact]
    public void A_planted_link_is_replaced_and_never_followed()
    {
        Directory.CreateDirectory(Target);
        var victim = Path.Join(_dir.Path, "victim");
        File.WriteAllText(victim, "untouched");
        File.CreateSymbolicLink(Path.Join(Target, Main), victim);
        var target = new OutputFolder(Target, Octal(644), Octal(755));
        target.Write(StateDir.Configuration("a"), Main);
        Assert.Equal("untouched", File.ReadAllText(victim));

        File.CreateSymbolicLink(Path.Join(Target, "rules"), _dir.Path);
        Assert.Throws<FailureException>(() => target.Write(StateDir.Files((Main, "b"), ("rules/victim", "evil")), Main));
        Assert.Equal("untouched", File.ReadAllText(victim));
        Assert.Equal("a", File.ReadAllText(Path.Join(Target, Main)));
    }

    [Fact]
    public void A_file_in_the_place_of_the_folder_is_reported()
    {
        File.WriteAllText(Path.Join(_dir.Path, "a"), "");
        var failure = Assert.Throws<FailureException>(() => new OutputFolder(Target, Octal(644), Octal(755)).Write(StateDir.Configuration("a"), Main));
        Assert.Equal(FailureKind.CannotWrite, failure.Kind);
        Assert.Contains(Path.Join(_dir.Path, "a"), failure.Message, StringComparison.Ordinal);
    }

    private static UnixFileMode Octal(int digits) => (UnixFileMode)Convert.ToInt32(digits.ToString(System.Globalization.CultureInfo.InvariantCulture), 8);

    private UnixFileMode Mode(string path) => FileSystem.Status(Path.Join(Target, path).TrimEnd('/'))!.Value.Mode;
}
