using PromLauncher.Launch.Monitoring;

namespace PromLauncher.Cli;

/// <summary><c>promlauncher status</c>: the status of a running launcher, for use with ECS Exec.</summary>
internal sealed class StatusCommand : CliCommand
{
    private readonly Setting<bool> _json;

    public StatusCommand()
        : base("status", "Print the status of the launchers running here.") =>
        _json = Add(new Setting<bool>("--format", "The format: text, json", ValueParser.OneOf(("text", false), ("json", true)), false, "text", elsewhere: ReportFormats));

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var text = StatusReport.Find(invocation.Read(_json), invocation.Process.Environment, invocation.Process.Time);
        await (text is null ? invocation.Process.Error : invocation.Process.Output).WriteLineAsync(text ?? StatusReport.NoLauncher);
        return text is null ? ExitCodes.Unavailable : ExitCodes.Success;
    }
}
