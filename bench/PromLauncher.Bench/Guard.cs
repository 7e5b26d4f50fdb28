using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PromLauncher.Bench;

/// <summary>
/// Holds the start to what it was by counts instead of by a clock: system calls (strace), instructions (callgrind) and allocated bytes. They are the same on a busy
/// machine and on a quiet one; from one processor and libc to another they differ by less than the margin.
/// </summary>
/// <param name="binary">The launcher.</param>
/// <param name="place">Where.</param>
internal sealed partial class Guard(string binary, Workplace place)
{
    /// <summary>How much more than the record is let pass.</summary>
    private const double Margin = 1.25;

    /// <summary>Compares with the record.</summary>
    /// <param name="path">The record: JSON, counts by name.</param>
    /// <param name="table">Gets a row for each count.</param>
    /// <returns>True when no count is above its record by more than the margin.</returns>
    public bool Check(string path, Table table)
    {
        var record = JsonSerializer.Deserialize<Dictionary<string, long>>(File.ReadAllText(path))!;
        table.Part("Counts of a start", "now | recorded");
        var good = true;
        foreach (var (name, count) in Counts())
        {
            var most = record.TryGetValue(name, out var recorded) ? recorded * Margin : 0;
            var isGood = count <= most;
            good &= isGood;
            var change = recorded == 0 ? "not recorded" : string.Create(CultureInfo.InvariantCulture, $"{recorded:N0} ({(count - recorded) * 100.0 / recorded:+0;-0;0} %){(isGood ? "" : "  ABOVE THE MARGIN")}");
            table.Row(name, count.ToString("N0", CultureInfo.InvariantCulture), change);
        }

        return good;
    }

    /// <summary>Makes the record anew.</summary>
    public void Record(string path) =>
        File.WriteAllText(path, JsonSerializer.Serialize(Counts().ToDictionary(static count => count.Name, static count => count.Value), Indented) + "\n");

    private List<(string Name, long Value)> Counts()
    {
        List<(string, long)> counts = [];
        foreach (var (name, environment) in (ReadOnlySpan<(string, IReadOnlyDictionary<string, string?>)>)[("http", place.Http), ("TLS", place.Tls)])
        {
            counts.Add(($"run over {name}: system calls", Least(() => SystemCalls(environment, place.Replacing(binary)))));
            counts.Add(($"fetch over {name}: instructions", Least(() => Instructions(environment, Fetching()))));
            counts.Add(($"run over {name}: allocated bytes", Least(() => Allocated(environment))));
        }

        counts.Add(("validate, 50 lines: system calls", Least(() => SystemCalls(place.Http, Workplace.Validating(binary, place.Small)))));
        counts.Add(("validate, 50 lines: instructions", Least(() => Instructions(place.Http, Workplace.Validating(binary, place.Small)))));
        return counts;
    }

    /// <summary>As run, but it ends by itself: what is replaced by execve leaves callgrind no moment to tell its count.</summary>
    private string[] Fetching() => [binary, "fetch", "--location", "s3://conf/prometheus.yml", "--prometheus-version", "3.14", "--to", Path.Combine(place.Folder, "fetched")];

    /// <summary>Threads that wait for each other make more of everything by chance, never less.</summary>
    private static long Least(Func<long> count) => Enumerable.Range(0, 3).Min(_ => count());

    /// <summary>All but those by which threads wait: their number is chance.</summary>
    private long SystemCalls(IReadOnlyDictionary<string, string?> environment, string[] words)
    {
        var report = Path.Combine(place.Folder, "strace");
        Measured.Run(environment, ["strace", "-f", "-c", "-U", "calls,name", "-e", "trace=!futex,sched_yield,epoll_wait,poll,restart_syscall,madvise", "-o", report, .. words]);
        var total = File.ReadLines(report).Select(static line => Total().Match(line)).First(static match => match.Success);
        return long.Parse(total.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private long Instructions(IReadOnlyDictionary<string, string?> environment, string[] words)
    {
        // valgrind can't read .NET's debug symbols, and looks for them beside the binary.
        var alone = Path.Combine(Directory.CreateDirectory(Path.Combine(place.Folder, "alone")).FullName, "promlauncher");
        if (!File.Exists(alone)) File.Copy(binary, alone);
        var report = Path.Combine(place.Folder, "callgrind");
        Measured.Run(environment, ["valgrind", "--tool=callgrind", $"--callgrind-out-file={report}", alone, .. words[1..]]);
        var summary = File.ReadLines(report).First(static line => line.StartsWith("summary: ", StringComparison.Ordinal));
        return long.Parse(summary.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    /// <summary>The launcher tells at its debug level what it has allocated.</summary>
    private long Allocated(IReadOnlyDictionary<string, string?> environment)
    {
        var reported = AllocatedBytes().Match(Measured.Run(environment, [.. place.Replacing(binary), "--log-level", "debug"]).Output);
        return reported.Success ? long.Parse(reported.Groups[1].Value, CultureInfo.InvariantCulture) : throw new InvalidOperationException("the launcher does not report what it has allocated");
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [GeneratedRegex(@"^\s*(\d+)\s+total$")]
    private static partial Regex Total();

    [GeneratedRegex(@"\ballocated=(\d+)")]
    private static partial Regex AllocatedBytes();
}
