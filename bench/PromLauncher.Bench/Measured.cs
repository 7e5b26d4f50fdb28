using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace PromLauncher.Bench;

/// <summary>What one run of a program cost.</summary>
/// <param name="Wall">From fork to its end.</param>
/// <param name="Cpu">User and system time, its children's included.</param>
/// <param name="PeakKib">Its largest resident memory in KiB.</param>
internal readonly record struct Cost(TimeSpan Wall, TimeSpan Cpu, long PeakKib);

/// <summary>Starts programs and measures them: wait4(2) tells what each one used.</summary>
internal static partial class Measured
{
    /// <summary>Runs a program to its end; a run that does not end as it should is a broken benchmark.</summary>
    /// <param name="expected">Its exit code.</param>
    /// <param name="environment">Variables to set, or to remove by null.</param>
    /// <param name="words">The program and its arguments.</param>
    public static Cost Run(int expected, IReadOnlyDictionary<string, string?> environment, params string[] words)
    {
        // A shell's `exec` keeps the process that posix_spawn made: its usage is the program's own.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>/tmp/promlauncher-bench.err </dev/null", .. words]) { UseShellExecute = false };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var before = Children();
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.WaitForExit();
        var wall = watch.Elapsed;
        var after = Children();
        if (process.ExitCode != expected)
            throw new InvalidOperationException($"{string.Join(' ', words)} ended with {process.ExitCode}: {File.ReadAllText("/tmp/promlauncher-bench.err")}");
        return new Cost(wall, after.Cpu - before.Cpu, 0);
    }

    /// <summary>The same, its peak of resident memory only: getrusage(2) keeps the largest of all children, so one process measures one program.</summary>
    public static long Peak(IReadOnlyDictionary<string, string?> environment, params string[] words)
    {
        var start = new ProcessStartInfo("/usr/bin/env", ["time", "-f", "%M", "-o", "/tmp/promlauncher-bench.peak", .. words]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        return long.Parse(File.ReadLines("/tmp/promlauncher-bench.peak").Last(), CultureInfo.InvariantCulture);
    }

    /// <summary>What a running process holds, in KiB (proc(5), VmRSS).</summary>
    public static long Resident(int process) =>
        long.Parse(File.ReadLines($"/proc/{process}/status").First(static line => line.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    /// <summary>The processor time that a running process has used (proc(5), stat).</summary>
    public static TimeSpan Cpu(int process)
    {
        var fields = File.ReadAllText($"/proc/{process}/stat").Split(") ")[1].Split(' ');
        return TimeSpan.FromMilliseconds(10 * (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)));
    }

    private static (TimeSpan Cpu, long) Children()
    {
        GetResourceUsage(-1, out var usage);
        return (TimeSpan.FromMicroseconds((usage.UserSeconds + usage.SystemSeconds) * 1_000_000 + usage.UserMicroseconds + usage.SystemMicroseconds), usage.PeakKib);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetResourceUsage(int who, out Usage usage);

    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private struct Usage
    {
        public long UserSeconds;
        public long UserMicroseconds;
        public long SystemSeconds;
        public long SystemMicroseconds;
        public long PeakKib;
    }
}
