using System.Diagnostics;

namespace PromLauncher.Tests.Containers;

/// <summary>Both images, built once by script/image from stand-ins for the official base images; or those that the environment names.</summary>
public sealed class Images : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    /// <summary>Why there are none, or null.</summary>
    public string? Missing { get; private set; }

    public string Prometheus { get; private set; } = "";

    public string Discovery { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        // Debian's engine speaks no newer one, and the reaper's image can't be had where no registry can be reached.
        Environment.SetEnvironmentVariable("DOCKER_API_VERSION", Environment.GetEnvironmentVariable("DOCKER_API_VERSION") ?? "1.41");
        Environment.SetEnvironmentVariable("TESTCONTAINERS_RYUK_DISABLED", "true");
        if (!Available())
        {
            Missing = "no Docker engine answers";
            return;
        }

        var lines = await BuildAsync();
        Prometheus = Named(lines, "PROMLAUNCHER_PROMETHEUS_IMAGE");
        Discovery = Named(lines, "PROMLAUNCHER_DISCOVERY_IMAGE");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Named(string[] lines, string name) => lines.Single(line => line.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];

    private static bool Available()
    {
        try
        {
            using var docker = Process.Start(new ProcessStartInfo("docker", ["info"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            docker.StandardOutput.ReadToEnd();
            docker.WaitForExit();
            return docker.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task<string[]> BuildAsync()
    {
        using var late = new CancellationTokenSource(Limit);
        using var script = Process.Start(new ProcessStartInfo(Path.Combine(Repository.Root, "script", "image"), ["--stand-ins", "--prefix", "promlauncher-test"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var (output, error) = (script.StandardOutput.ReadToEndAsync(late.Token), script.StandardError.ReadToEndAsync(late.Token));
            await script.WaitForExitAsync(late.Token);
            Assert.True(script.ExitCode == 0, $"script/image ended with {script.ExitCode}: {await error}");
            return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            if (!script.HasExited) script.Kill(entireProcessTree: true);
        }
    }
}
