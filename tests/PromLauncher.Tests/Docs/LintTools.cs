using System.Diagnostics;

namespace PromLauncher.Tests.Docs;

/// <summary>Checkers written by others (tests/lint), installed from their lock file into artifacts/lint, once.</summary>
public sealed class LintTools : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly string Home = Path.Combine(Repository.Root, "artifacts", "lint");

    private string? _missing;

    public async ValueTask InitializeAsync()
    {
        var source = Path.Combine(Repository.Root, "tests", "lint");
        Directory.CreateDirectory(Home);
        var locked = await File.ReadAllTextAsync(Path.Combine(source, "package-lock.json"));
        var installed = Path.Combine(Home, "installed-lock.json");
        foreach (var file in Directory.GetFiles(source)) File.Copy(file, Path.Combine(Home, Path.GetFileName(file)), overwrite: true);
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed) == locked) return;
        try
        {
            var (code, output) = await StartAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], Home);
            if (code == 0) await File.WriteAllTextAsync(installed, locked);
            else _missing = "npm ci failed: " + output;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            _missing = "npm and node are needed: " + e.Message;
        }
    }

    /// <summary>Runs tests/lint/lint.js on files of the repository: its exit code, and its findings or what it was asked to print.</summary>
    public async Task<(int Code, string Output)> RunAsync(params string[] words)
    {
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        return await StartAsync("node", [Path.Combine(Home, "lint.js"), .. words], Repository.Root);
    }

    /// <summary>The path of a file of an installed package, such as a published schema.</summary>
    public string Installed(string file)
    {
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        return Path.Combine(Home, "node_modules", file);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<(int Code, string Output)> StartAsync(string program, string[] words, string folder)
    {
        using var late = new CancellationTokenSource(Limit);
        using var process = Process.Start(new ProcessStartInfo(program, words) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(late.Token), process.StandardError.ReadToEndAsync(late.Token));
            await process.WaitForExitAsync(late.Token);
            return (process.ExitCode, await output + (process.ExitCode == 0 ? "" : await error));
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
