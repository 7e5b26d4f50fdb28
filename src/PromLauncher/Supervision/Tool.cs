using System.Text;
using CliWrap;
using CliWrap.Exceptions;

namespace PromLauncher.Supervision;

/// <summary>A short run of Prometheus or promtool, which the OOM killer picks first.</summary>
/// <param name="path">The program.</param>
/// <param name="timeout">How long it may run before it is killed.</param>
/// <param name="launcher">The binary that holds the trampoline.</param>
internal sealed class Tool(string path, TimeSpan timeout, string? launcher = null)
{
    /// <summary>How much of its output is kept, in characters.</summary>
    private const int OutputLimit = 64 * 1024;

    /// <summary>Runs it until it exits.</summary>
    /// <returns>Exit code and what it printed on both streams; the code is null when it could not be run or did not exit in time.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled; the program has been killed.</exception>
    public async Task<(int? Code, string Output)> RunAsync(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var output = new StringBuilder();
        var collect = PipeTarget.ToDelegate(line =>
        {
            lock (output)
            {
                if (output.Length + line.Length < OutputLimit) output.Append(line).Append('\n');
            }
        });
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(timeout);
        try
        {
            var result = await CliWrap.Cli.Wrap(launcher ?? Trampoline.Self)
                .WithArguments(Trampoline.ForTool(path, arguments))
                .WithStandardOutputPipe(collect)
                .WithStandardErrorPipe(collect)
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(deadline.Token);
            return (result.ExitCode, output.ToString());
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, $"{path} did not exit within {timeout.TotalSeconds:0.#}s");
        }
        catch (Exception e) when (e is CommandExecutionException or System.ComponentModel.Win32Exception or IOException)
        {
            return (null, e.Message);
        }
    }
}
