using System.CommandLine;
using System.CommandLine.Help;
using PromLauncher.Launch;
using PromLauncher.Telemetry;

namespace PromLauncher.Cli;

/// <summary>Parses the command line and runs the command that it names.</summary>
public static class CommandLine
{
    private static readonly (string Name, Func<CliCommand> Make)[] Commands =
    [
        ("run", static () => new RunCommand()),
        ("validate", static () => new ValidateCommand()),
        ("render", static () => new RenderCommand()),
        ("fetch", static () => new FetchCommand()),
        ("schema", static () => new SchemaCommand()),
        ("discover", static () => new DiscoverCommand()),
        ("health", static () => new HealthCommand()),
        ("status", static () => new StatusCommand()),
        ("reload", static () => new ReloadCommand()),
    ];

    /// <summary>Runs the program.</summary>
    /// <param name="args">The arguments after the program's name.</param>
    /// <param name="process">The environment, signals, clock and streams of this process.</param>
    /// <returns>The exit code, see <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, ProcessContext process)
    {
        if (args is ["--version"])
        {
            await process.Output.WriteLineAsync($"promlauncher {Build.Version}");
            return ExitCodes.Success;
        }

        var (own, child) = SplitAtDashes(args);
        var commands = Choose(own);
        // A RootCommand has the options of the help, and reads resources and attributes for them.
        var root = commands.Count == 1 && !own.Exists(MayAskForHelp) ? new Command("promlauncher") : new RootCommand("Prometheus on AWS ECS Fargate: loads its configuration from S3, discovers targets in ECS, and runs as a container's first process.");
        foreach (var command in commands) root.Add(command.Command);

        try
        {
            if (own is ["discover", .. var words]) own = ["discover", .. ScannerFlags.Rewrite(words)];
            var result = root.Parse(SplitOffEmptyValues(own), new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
            if (result.Action is HelpAction) return await HelpAsync(result, process);
            var chosen = commands.FirstOrDefault(command => command.Command == result.CommandResult.Command);
            if (chosen is null) throw Usage(own is [var word, ..] ? $"there is no command '{word}'" : "a command is missing", null);
            if (result.UnmatchedTokens is [var stray, ..]) throw Usage(Unmatched(stray), chosen);
            if (result.Errors is [var error, ..]) throw Usage(error.Message, chosen);
            if (child.Count > 0 && chosen is not RunCommand) throw Usage($"'{chosen.Command.Name}' accepts no arguments after --", chosen);
            return await chosen.RunAsync(new Invocation(result, child, process));
        }
        catch (FailureException e)
        {
            await process.Error.WriteLineAsync($"promlauncher: {e.Message}");
            if (e.Help is not null) await process.Error.WriteLineAsync($"  help: {e.Help}");
            return ExitCodes.Of(e.Kind);
        }
        catch (OperationCanceledException) when (process.Signals.StopSignal != 0)
        {
            return process.Signals.StopCode;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Only the type and the stack: a message may quote a file's content.
            await process.Error.WriteLineAsync($"promlauncher {Build.Version}: this is a bug in promlauncher, please report it: {e.GetType().Name}\n{e.StackTrace}");
            return ExitCodes.Defect;
        }
    }

    /// <summary>Only the named command is built: everything before Prometheus starts is on the hot path.</summary>
    private static List<CliCommand> Choose(List<string> args)
    {
        foreach (var (name, make) in Commands)
        {
            if (args is [var first, ..] && first == name) return [make()];
        }

        return [.. Commands.Select(static command => command.Make())];
    }

    /// <summary>System.CommandLine's words for the help, and what begins as these do.</summary>
    private static bool MayAskForHelp(string word) => word.StartsWith("--help", StringComparison.Ordinal) || word.StartsWith("-h", StringComparison.Ordinal) || word.StartsWith("-?", StringComparison.Ordinal) || word is "/h" or "/?";

    private static (List<string> Own, List<string> Child) SplitAtDashes(IReadOnlyList<string> args)
    {
        var all = args.ToList();
        var dashes = all.IndexOf("--");
        return dashes < 0 ? (all, []) : (all[..dashes], all[(dashes + 1)..]);
    }

    /// <summary><c>--option=</c> is an empty value; System.CommandLine would take the next word as the value.</summary>
    private static List<string> SplitOffEmptyValues(List<string> words) =>
        [.. words.SelectMany(static word => word.StartsWith("--", StringComparison.Ordinal) && word.IndexOf('=', StringComparison.Ordinal) == word.Length - 1 ? (string[])[word[..^1], ""] : [word])];

    /// <summary>A URL is not echoed: it may contain a password.</summary>
    private static string Unmatched(string word) => word.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme
        ? $"'{word[..(scheme + 3)]}…' is not understood; give a location with --location"
        : $"'{word}' is not understood";

    private static async Task<int> HelpAsync(ParseResult result, ProcessContext process)
    {
        var code = await result.InvokeAsync(new InvocationConfiguration { Output = process.Output, Error = process.Error, ProcessTerminationTimeout = null });
        await process.Output.WriteLineAsync(ExitCodes.Help);
        return code;
    }

    private static FailureException Usage(string message, CliCommand? command) =>
        new(FailureKind.Usage, message, $"'promlauncher {(command is null ? "" : command.Command.Name + " ")}--help' lists the options");
}
