using System.CommandLine;
using PromLauncher.Launch;

namespace PromLauncher.Cli;

/// <summary>One invocation of a command.</summary>
/// <param name="Result">The parsed command line.</param>
/// <param name="ChildArguments">The arguments after <c>--</c>.</param>
/// <param name="Process">The environment, signals, clock and streams of this process.</param>
internal sealed record Invocation(ParseResult Result, IReadOnlyList<string> ChildArguments, ProcessContext Process)
{
    /// <summary>The value of a setting.</summary>
    public T Read<T>(Setting<T> setting) => setting.Read(Result, Process.Environment);

    /// <summary>True when a switch is on.</summary>
    public bool Read(BooleanSetting setting) => setting.Read(Result, Process.Environment);

    /// <summary>The values of a list.</summary>
    public IReadOnlyList<string> Read(ListSetting setting) => setting.Read(Result, Process.Environment);
}
