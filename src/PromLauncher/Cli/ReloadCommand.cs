using PromLauncher.Launch.Monitoring;

namespace PromLauncher.Cli;

/// <summary><c>promlauncher reload</c>: fetch now; for use with ECS Exec, where there is no kill.</summary>
internal sealed class ReloadCommand() : CliCommand("reload", "Make the launcher running here fetch its configuration now, and reload Prometheus if it has changed.")
{
    public override async Task<int> RunAsync(Invocation invocation)
    {
        var answer = await ReloadRequest.SendAsync(invocation.Process.Environment, invocation.Process.Time, invocation.Process.Signals.Stop);
        await (answer.Outcome == ReloadAnswer.Done ? invocation.Process.Output : invocation.Process.Error).WriteLineAsync(answer.Text);
        return answer.Outcome switch
        {
            ReloadAnswer.Done => ExitCodes.Success,
            ReloadAnswer.Refused => ExitCodes.Negative,
            _ => ExitCodes.Unavailable,
        };
    }
}
