using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace PromLauncher.Bench;

/// <summary>What one run of a program cost.</summary>
/// <param name="Wall">From fork to its end.</param>
/// <param name="Cpu">User and system time, its children's included.</param>
/// <param name="PeakKib">Its largest resident memory in KiB.</param>
/// <param name="Output">What it wrote to standard output and standard error.</param>
internal readonly record struct Cost(TimeSpan Wall, TimeSpan Cpu, long PeakKib, string Output);

/// <summary>Starts programs, one at a time, and measures them. A run that does not end as it should is a broken benchmark; a slow one is none.</summary>
internal static partial class Measured
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="environment">Variables to set, or to remove by null.</param>
    /// <param name="words">The program and its arguments.</param>
    public static Cost Run(IReadOnlyDictionary<string, string?> environment, params string[] words)
    {
        GetResourceUsage(OfChildren, out var before);
        var watch = Stopwatch.StartNew();
        using var process = Start(environment, words);
        process.WaitForExit();
        var wall = watch.Elapsed;
        GetResourceUsage(OfChildren, out var after);
        var output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', words)} ended with {process.ExitCode}: {output}");
        return new Cost(wall, after.Cpu - before.Cpu, 0, output);
    }

    /// <summary>The same with its peak of memory, by time(1): a child of .NET's own starts with .NET's peak.</summary>
    public static Cost RunForMemory(string folder, IReadOnlyDictionary<string, string?> environment, params string[] words)
    {
        var report = Path.Combine(folder, "time");
        var cost = Run(environment, ["/usr/bin/time", "-f", "%M", "-o", report, .. words]);
        return cost with { PeakKib = long.Parse(File.ReadAllText(report), CultureInfo.InvariantCulture) };
    }

    /// <summary>Starts a program whose output is not looked at before its end; it must be short.</summary>
    public static Process Start(IReadOnlyDictionary<string, string?> environment, params string[] words)
    {
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>The processor time that a running process has used (proc_pid_stat(5)).</summary>
    public static TimeSpan Cpu(Process process)
    {
        var fields = File.ReadAllText($"/proc/{process.Id}/stat").Split(") ")[1].Split(' ');
        return TimeSpan.FromMilliseconds(10 * (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)));
    }

    /// <summary>Stops a process by SIGTERM and waits for its end.</summary>
    public static void Stop(Process process)
    {
        if (!process.HasExited) _ = Kill(process.Id, Terminate);
        process.WaitForExit();
    }

    /// <summary>True when a program is in PATH.</summary>
    public static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    private const int OfChildren = -1;
    private const int Terminate = 15;

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetResourceUsage(int who, out Usage usage);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private struct Usage
    {
        public long UserSeconds;
        public long UserMicroseconds;
        public long SystemSeconds;
        public long SystemMicroseconds;

        public readonly TimeSpan Cpu => TimeSpan.FromMicroseconds(((UserSeconds + SystemSeconds) * 1_000_000) + UserMicroseconds + SystemMicroseconds);
    }
}
