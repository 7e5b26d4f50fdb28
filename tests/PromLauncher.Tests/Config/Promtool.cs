using CliWrap;
using CliWrap.Buffered;
using PromLauncher.Config;

namespace PromLauncher.Tests.Config;

/// <summary>The promtool that is installed here.</summary>
internal static class Promtool
{
    /// <summary>Its release; null when there is none.</summary>
    public static async Task<PrometheusVersion?> VersionAsync(CancellationToken cancellation)
    {
        try
        {
            var result = await RunAsync(["--version"], ".", cancellation);
            return PrometheusVersion.TryParse((result.StandardOutput + result.StandardError).Split(' ')[2].Split('+', ',')[0], out var version) ? version : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>One process for many files. Where it crashes it has said nothing of that file, and of the rest it is asked again.</summary>
    /// <param name="command">Its arguments before the files.</param>
    /// <param name="paths">The files.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<IReadOnlyDictionary<string, (bool Accepted, string Words)>> AskAsync(string[] command, List<string> paths, string folder, CancellationToken cancellation)
    {
        var verdicts = new Dictionary<string, (bool Accepted, string Words)>();
        while (paths.Count > 0)
        {
            var result = await RunAsync([.. command, .. paths], folder, cancellation);
            var said = result.StandardOutput.Split("Checking ", StringSplitOptions.RemoveEmptyEntries).Where(part => paths.Exists(path => part.StartsWith(path, StringComparison.Ordinal))).ToList();
            var reasons = new Queue<string>(result.StandardError.Split("FAILED:").Skip(1));
            var crashed = result.StandardError.Contains("goroutine ", StringComparison.Ordinal);
            for (var i = 0; i < said.Count - (crashed ? 1 : 0); i++)
            {
                Assert.StartsWith(paths[i], said[i], StringComparison.Ordinal);
                var accepted = said[i].Contains("SUCCESS", StringComparison.Ordinal);
                verdicts[paths[i]] = (accepted, accepted ? "accepted" : reasons.Dequeue().Trim());
            }

            paths = paths[said.Count..];
        }

        return verdicts;
    }

    /// <summary>What <c>promtool check web-config</c> says, which tells of each file in a line.</summary>
    public static async Task<IReadOnlyDictionary<string, (bool Accepted, string Words)>> AskOfWebAsync(List<string> paths, string folder, CancellationToken cancellation)
    {
        var said = (await RunAsync(["check", "web-config", .. paths], folder, cancellation)).StandardError;
        return paths.ToDictionary(path => path, path =>
        {
            var start = said.IndexOf(path + " ", StringComparison.Ordinal);
            Assert.True(start >= 0, $"promtool says nothing of {path}: {said}");
            var words = said[(start + path.Length + 1)..];
            return (words.StartsWith("SUCCESS", StringComparison.Ordinal), words.Split('\n')[0]);
        });
    }

    private static async Task<BufferedCommandResult> RunAsync(string[] arguments, string folder, CancellationToken cancellation) =>
        await CliWrap.Cli.Wrap("promtool").WithArguments(arguments).WithWorkingDirectory(folder).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancellation);
}
