using System.CommandLine;
using PromLauncher.Launch;

namespace PromLauncher.Cli;

/// <summary>One command of the program: its symbol for the parser, and its implementation.</summary>
internal abstract class Verb(string name, string help)
{
    /// <summary>The command as System.CommandLine knows it.</summary>
    public Command Symbol { get; } = new(name, help);

    /// <summary>Runs the command.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="Telemetry.FailureException">The command failed; the caller prints the failure and picks the exit code.</exception>
    public abstract Task<int> RunAsync(Invocation invocation);

    /// <summary>The report formats of <c>validate</c> that other commands' <c>--format</c> doesn't support.</summary>
    private protected static IReadOnlyList<string> ReportFormats { get; } = [.. Launch.ValidateOptions.Formats.Except(["text", "json"])];

    private protected T Add<T>(T setting)
        where T : Setting
    {
        Symbol.Add(setting.Option);
        return setting;
    }
}

/// <summary>One invocation of a command.</summary>
/// <param name="Result">The parsed command line.</param>
/// <param name="ChildArguments">The arguments after <c>--</c>.</param>
/// <param name="Process">The environment, signals, clock and streams of this process.</param>
internal sealed record Invocation(ParseResult Result, IReadOnlyList<string> ChildArguments, ProcessContext Process)
{
    /// <summary>The value of a setting.</summary>
    public T Read<T>(Setting<T> setting) => setting.Read(Result, Process.Environment);

    /// <summary>True when a switch is on.</summary>
    public bool Read(Switch setting) => setting.Read(Result, Process.Environment);

    /// <summary>The values of a list.</summary>
    public IReadOnlyList<string> Read(ListSetting setting) => setting.Read(Result, Process.Environment);
}
