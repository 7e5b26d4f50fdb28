using System.Diagnostics;
using System.Text.Json;
using PromLauncher.Tests.EndToEnd;
using PromLauncher.Tests.Supervision;
using YamlDotNet.RepresentationModel;

namespace PromLauncher.Tests.Config;

/// <summary>A real Prometheus that is asked what it has read.</summary>
internal static class RunningPrometheus
{
    /// <summary>True when there is one in PATH.</summary>
    public static bool IsInstalled => Find() is not null;

    /// <summary>The configuration that it runs with.</summary>
    /// <param name="file">The configuration.</param>
    /// <param name="flags">Further flags.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<YamlMappingNode> ConfigurationAsync(string file, string[] flags, CancellationToken cancellation)
    {
        using var folder = new TestFolder();
        using var port = new ReservedPort();
        var start = new ProcessStartInfo(Find()!, [$"--config.file={file}", $"--web.listen-address={port.Address}", $"--storage.tsdb.path={Path.Combine(folder.Path, "data")}", "--log.level=error", .. flags]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            using var client = new HttpClient();
            for (var deadline = DateTime.UtcNow.AddSeconds(60); DateTime.UtcNow < deadline && !process.HasExited;)
            {
                try
                {
                    using var answer = await client.GetAsync(new Uri($"http://{port.Address}/api/v1/status/config"), cancellation);
                    if (answer.IsSuccessStatusCode) return Read(await answer.Content.ReadAsStringAsync(cancellation));
                }
                catch (HttpRequestException)
                {
                    // Not listening yet.
                }

                await Task.Delay(50, cancellation);
            }

            process.Kill();
            throw new Xunit.Sdk.XunitException("Prometheus did not answer: " + await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static YamlMappingNode Read(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        var stream = new YamlStream();
        stream.Load(new StringReader(json.RootElement.GetProperty("data").GetProperty("yaml").GetString()!));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(static folder => Path.Combine(folder, "prometheus")).FirstOrDefault(File.Exists);
}
