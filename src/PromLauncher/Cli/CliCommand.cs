using System.CommandLine;

namespace PromLauncher.Cli;

/// <summary>One command of the program: its definition for the parser, and its implementation.</summary>
internal abstract class CliCommand(string name, string help)
{
    /// <summary>The command as System.CommandLine knows it.</summary>
    public Command Command { get; } = new(name, help);

    /// <summary>Runs the command.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="Telemetry.FailureException">The command failed; the caller prints the failure and picks the exit code.</exception>
    public abstract Task<int> RunAsync(Invocation invocation);

    /// <summary>The report formats of <c>validate</c> that other commands' <c>--format</c> doesn't support.</summary>
    private protected static IReadOnlyList<string> ReportFormats { get; } = [.. Launch.ValidateOptions.Formats.Except(["text", "json"])];

    private protected T Add<T>(T setting)
        where T : Setting
    {
        Command.Add(setting.Option);
        return setting;
    }
}
