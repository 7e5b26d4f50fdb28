using System.Diagnostics;
using System.Formats.Tar;

namespace PromLauncher.Tests.Containers;

/// <summary>Docker's own command line, for what Testcontainers has no words: stop timeouts, signals, health, volumes.</summary>
internal static class Docker
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>Runs a command that must succeed.</summary>
    /// <returns>What it printed to standard output.</returns>
    public static Task<string> RunAsync(params string[] words) => RunAsync("docker", Limit, [], words);

    /// <summary>Runs a command that must succeed, with something to read on its standard input.</summary>
    public static Task<string> FeedAsync(byte[] input, params string[] words) => RunAsync("docker", Limit, input, words);

    /// <summary>Runs any program that must succeed.</summary>
    public static async Task<string> RunAsync(string program, TimeSpan limit, byte[] input, params string[] words)
    {
        using var late = new CancellationTokenSource(limit);
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, late.Token);
            process.StandardInput.Close();
            var (output, error) = (process.StandardOutput.ReadToEndAsync(late.Token), process.StandardError.ReadToEndAsync(late.Token));
            await process.WaitForExitAsync(late.Token);
            Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', words)} ended with {process.ExitCode}: {await error}");
            return await output;
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>All files of a container, as <c>mode owner/group path</c>, the mode as ls has it.</summary>
    public static async Task<List<string>> FilesAsync(string container)
    {
        using var process = Process.Start(new ProcessStartInfo("docker", ["export", container]) { RedirectStandardOutput = true })!;
        await using var tar = new TarReader(process.StandardOutput.BaseStream);
        var files = new List<string>();
        while (await tar.GetNextEntryAsync() is { } entry) files.Add($"{Mode(entry)} {entry.Uid}/{entry.Gid} {entry.Name}");
        await process.WaitForExitAsync();
        return files;
    }

    private static string Mode(TarEntry entry)
    {
        var letters = "rwxrwxrwx".Select((letter, i) => (((int)entry.Mode >> (8 - i)) & 1) == 1 ? letter : '-').ToArray();
        if (entry.Mode.HasFlag(UnixFileMode.StickyBit)) letters[^1] = 't';
        return (entry.EntryType == TarEntryType.Directory ? "d" : "-") + new string(letters);
    }

    /// <summary>True when an engine answers.</summary>
    public static bool IsThere()
    {
        try
        {
            using var docker = Process.Start(new ProcessStartInfo("docker", ["info"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            docker.ErrorDataReceived += static (_, _) => { };
            docker.BeginErrorReadLine();
            docker.StandardOutput.ReadToEnd();
            docker.WaitForExit();
            return docker.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
