using PromLauncher.Launch.Health;

namespace PromLauncher.Cli;

/// <summary><c>promlauncher health</c>: the command of an ECS health check.</summary>
internal sealed class HealthCommand : CliCommand
{
    private readonly Setting<string?> _for;
    private readonly BooleanSetting _ready;
    private readonly Setting<TimeSpan?> _maxAge;

    public HealthCommand()
        : base("health", "Exit with 0 when the launchers running here are alive, else with 1: the command of an ECS health check, as the image has no shell.")
    {
        _for = Add(new Setting<string?>("--for", "Which process to check: run, discover",
            ValueParser.OneOf<string?>(("run", "run"), ("discover", "discover")), null, "all that are running here"));
        _ready = Add(new BooleanSetting("--ready", "Check readiness as well: Prometheus is ready, the last discovery cycle succeeded"));
        _maxAge = Add(new Setting<TimeSpan?>("--max-age", "The maximum age of the last successful fetch or cycle", static text => ValueParser.Duration(text), null, "any"));
    }

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var verdict = HealthCheck.Check(
            new HealthOptions { For = invocation.Read(_for), Ready = invocation.Read(_ready), MaxAge = invocation.Read(_maxAge) },
            invocation.Process.Environment, invocation.Process.Time);
        foreach (var line in verdict.Lines) await invocation.Process.Output.WriteLineAsync(line);
        return verdict.IsHealthy ? ExitCodes.Success : ExitCodes.Negative;
    }
}
