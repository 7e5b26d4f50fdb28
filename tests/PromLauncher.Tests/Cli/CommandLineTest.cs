using System.Reflection;
using PromLauncher.Cli;
using PromLauncher.Launch;

namespace PromLauncher.Tests.Cli;

public sealed class CommandLineTest
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Theory]
    [InlineData("", "a command is missing")]
    [InlineData("bogus", "there is no command 'bogus'")]
    [InlineData("run --locatio x", "'--locatio' is not understood")]
    [InlineData("run prometheus.yml", "'prometheus.yml' is not understood")]
    [InlineData("run https://user:hunter2@host/x?hunter2", "'https://…' is not understood; give a location with --location")]
    [InlineData("validate prometheus.yml -- --log.level=debug", "'validate' accepts no arguments after --")]
    [InlineData("run --refresh-interval 5", "--refresh-interval: '5' is invalid")]
    [InlineData("run --allow-http=maybe", "'maybe'")]
    [InlineData("run --check maybe", "write one of auto, builtin, promtool, both, none")]
    public async Task A_mistake_is_64_with_what_is_wrong_and_where_to_look(string words, string said)
    {
        Assert.Equal(64, await RunAsync(words));
        Assert.Contains(said, _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_and_help_are_asked_for_and_go_to_standard_output()
    {
        Assert.Equal(0, await RunAsync("--version"));
        Assert.Equal($"promlauncher {typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion}", _output.ToString().TrimEnd());
        foreach (var words in (string[])["--help", "run --help", "discover -help", "validate -h", "validate prometheus.yml -?", "fetch /h", "render /?"])
        {
            _output.GetStringBuilder().Clear();
            Assert.Equal(0, await RunAsync(words));
            Assert.Contains("Exit codes:", _output.ToString(), StringComparison.Ordinal);
        }

        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task An_empty_value_does_not_swallow_the_next_option()
    {
        Assert.Equal(64, await RunAsync("fetch nowhere.yml --log-format= --to="));
        Assert.Contains("--to is missing", _error.ToString(), StringComparison.Ordinal);
    }

    private Task<int> RunAsync(string words) => CommandLine.RunAsync(
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries), new ProcessContext { Environment = static _ => null, Output = _output, Error = _error });
}
