using PromLauncher.Config;
using PromLauncher.Config.Redaction;

namespace PromLauncher.Supervision;

/// <summary>Prometheus's own checker, built from the same code.</summary>
/// <param name="path">The program.</param>
public sealed class Promtool(string path)
{
    private const int Valid = 0;
    private const int Faulty = 1;
    private const int LintFatal = 3;

    /// <summary>The first release whose promtool has <c>--syntax-only</c>, which leaves out the files that a configuration names.</summary>
    public static readonly PrometheusVersion SyntaxOnlySince = new(2, 37);

    /// <summary>The program's path.</summary>
    public string Path { get; } = path;

    /// <summary>The binary that holds the trampoline; null means this one.</summary>
    internal string? Launcher { get; init; }

    /// <summary>The promtool beside Prometheus, else the one in PATH; null when there is none.</summary>
    /// <param name="prometheus">The path of Prometheus.</param>
    /// <param name="search">The value of PATH.</param>
    public static Promtool? Find(string prometheus, string? search)
    {
        var beside = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(prometheus) ?? "", "promtool");
        foreach (var candidate in (ReadOnlySpan<string>)[beside, "promtool"])
        {
            try
            {
                return new Promtool(ProgramPath.Find(candidate, search));
            }
            catch (Telemetry.FailureException)
            {
                // promtool is optional.
            }
        }

        return null;
    }

    /// <summary>Runs <c>promtool check config</c>.</summary>
    /// <param name="configFile">The expanded main file.</param>
    /// <param name="agent">Check it for agent mode.</param>
    /// <param name="syntaxOnly">Don't check the files that it names (credentials, certificates, rules): they may be mounted later.</param>
    /// <param name="scrubber">Removes expanded values from the output.</param>
    /// <param name="timeout">How long it may run before it is killed.</param>
    /// <param name="cancellation">Kills it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<PromtoolResult> CheckConfigAsync(string configFile, bool agent, bool syntaxOnly, Scrubber scrubber, TimeSpan timeout, CancellationToken cancellation)
    {
        List<string> arguments = ["check", "config"];
        if (agent) arguments.Add("--agent");
        if (syntaxOnly) arguments.Add("--syntax-only");
        arguments.Add(configFile);
        return await CheckAsync(arguments, scrubber, timeout, cancellation);
    }

    /// <summary>Runs <c>promtool check rules</c>, which also parses the expressions.</summary>
    /// <param name="ruleFile">The file.</param>
    /// <param name="scrubber">Removes expanded values from the output.</param>
    /// <param name="timeout">How long it may run before it is killed.</param>
    /// <param name="cancellation">Kills it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<PromtoolResult> CheckRulesAsync(string ruleFile, Scrubber scrubber, TimeSpan timeout, CancellationToken cancellation) =>
        CheckAsync(["check", "rules", ruleFile], scrubber, timeout, cancellation);

    /// <summary>Its release, cached as <see cref="PrometheusVersionProbe"/> does.</summary>
    public Task<PrometheusVersion?> VersionAsync(string? cacheFolder, CancellationToken cancellation) =>
        new PrometheusVersionProbe(cacheFolder) { Launcher = Launcher }.ReadAsync(Path, cancellation);

    private async Task<PromtoolResult> CheckAsync(List<string> arguments, Scrubber scrubber, TimeSpan timeout, CancellationToken cancellation)
    {
        var (code, output) = await new Tool(Path, timeout, Launcher).RunAsync(arguments, cancellation);
        return code switch
        {
            Valid => new(PromtoolVerdict.Accepted, scrubber.Clean(output)),
            Faulty or LintFatal => new(PromtoolVerdict.Refused, scrubber.Clean(output)),
            null => new(PromtoolVerdict.Unavailable, scrubber.Clean(output)),
            _ => new(PromtoolVerdict.Unavailable, scrubber.Clean($"promtool exited with code {code}: {output}")),
        };
    }
}
