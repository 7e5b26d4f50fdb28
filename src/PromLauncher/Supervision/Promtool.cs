using PromLauncher.Config;
using PromLauncher.Config.Placeholders;

namespace PromLauncher.Supervision;

/// <summary>What promtool said of a configuration.</summary>
public enum PromtoolVerdict
{
    /// <summary>Prometheus of its release would accept it.</summary>
    Accepted,

    /// <summary>Prometheus of its release would refuse it.</summary>
    Refused,

    /// <summary>It could not be asked: no memory, no time, not executable.</summary>
    Unavailable,
}

/// <summary>promtool's verdict and what it printed, without any expanded value.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Output">Its output, scrubbed; of an unavailable one the reason.</param>
public sealed record PromtoolResult(PromtoolVerdict Verdict, string Output);

/// <summary>The checker that is built from the same code as Prometheus.</summary>
/// <param name="path">The program.</param>
public sealed class Promtool(string path)
{
    private const int Valid = 0;
    private const int Faulty = 1;
    private const int LintFatal = 3;

    /// <summary>The program's path.</summary>
    public string Path { get; } = path;

    /// <summary>The binary that holds the trampoline; null: this one.</summary>
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
                // It need not be there.
            }
        }

        return null;
    }

    /// <summary>Runs <c>promtool check config</c>.</summary>
    /// <param name="configFile">The expanded main file.</param>
    /// <param name="agent">Check it for agent mode.</param>
    /// <param name="syntaxOnly">Leave out files that it names (credentials, certificates, rules): they may be mounted later.</param>
    /// <param name="scrubber">Takes the expanded values out of the output.</param>
    /// <param name="timeout">After this long it is killed.</param>
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

    /// <summary>Runs <c>promtool check rules</c>, which reads the expressions, too.</summary>
    /// <param name="ruleFile">The file.</param>
    /// <param name="scrubber">Takes the expanded values out of the output.</param>
    /// <param name="timeout">After this long it is killed.</param>
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
            _ => new(PromtoolVerdict.Unavailable, scrubber.Clean($"promtool ended with {code}: {output}")),
        };
    }
}
