using PromLauncher.Launch;
using PromLauncher.Telemetry;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.Launch;

/// <summary>What the command line gives for placeholders.</summary>
public sealed class GivenVariablesTest : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void The_last_of_several_values_wins()
    {
        var one = _folder.File("one.env", "A=1\nB=1\nC=1\n");
        var two = _folder.File("two.env", "B=2\r\nC\n# D=2\n");
        var given = GivenVariables.Read(new ConfigurationOptions { Set = ["X=1", "X=2=3", "Y="], EnvFiles = [one, two] });
        Assert.Equal([("X", "2=3"), ("Y", "")], given.Set.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal([("A", "1"), ("B", "2")], given.FromFiles.Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void Every_bad_line_of_an_env_file_is_reported_with_its_place_and_without_its_value()
    {
        var path = _folder.File("bad.env", "A=1\nB C=hunter22\n=hunter22\n");
        var failure = Assert.Throws<FailureException>(() => GivenVariables.Read(new ConfigurationOptions { EnvFiles = [path] }));
        Assert.Equal(FailureKind.Usage, failure.Kind);
        Assert.Contains($"{path}:2: ", failure.Message);
        Assert.Contains($"{path}:3: ", failure.Message);
        Assert.DoesNotContain("hunter22", failure.Message + failure.Help);
    }

    [Theory]
    [InlineData("none.env", "does not exist")]
    [InlineData("none/none.env", "does not exist")]
    [InlineData("", "it is a folder")]
    public void An_env_file_that_can_not_be_read_says_why(string name, string reason)
    {
        var path = Path.Combine(_folder.Path, name);
        var failure = Assert.Throws<FailureException>(() => GivenVariables.Read(new ConfigurationOptions { EnvFiles = [path] }));
        Assert.Equal(FailureKind.Usage, failure.Kind);
        Assert.Contains(path, failure.Message);
        Assert.Contains(reason, failure.Message);
    }

    [Theory]
    [InlineData("hunter22")]
    [InlineData("=hunter22")]
    [InlineData("A B=hunter22")]
    public void An_invalid_setting_is_reported_without_its_value(string entry)
    {
        var failure = Assert.Throws<FailureException>(() => GivenVariables.Read(new ConfigurationOptions { Set = [entry] }));
        Assert.Equal(FailureKind.Usage, failure.Kind);
        Assert.DoesNotContain("hunter22", failure.Message + failure.Help);
    }

    public void Dispose() => _folder.Dispose();
}
