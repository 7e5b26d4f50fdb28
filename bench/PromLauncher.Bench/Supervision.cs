using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PromLauncher.Bench;

/// <summary>The launcher while Prometheus runs: a real one where there is one, else sleep(1). Two at once: one polls every second, one as by default.</summary>
/// <param name="binary">The launcher.</param>
/// <param name="place">Where.</param>
internal sealed class Supervision(string binary, Workplace place)
{
    private const int Seconds = 60;

    /// <summary>Measures for a minute.</summary>
    public async Task RunAsync(Table table)
    {
        using var busy = Start("busy", "1s");
        using var idle = Start("idle", "1m");
        try
        {
            // Until both have become calm after their start.
            await Task.Delay(TimeSpan.FromSeconds(8));
            var early = Memory.Of(busy.Id);
            var (busyBefore, idleBefore) = (Measured.Cpu(busy), Measured.Cpu(idle));
            await Task.Delay(TimeSpan.FromSeconds(Seconds));
            Require(busy);
            Require(idle);
            var (late, calm) = (Memory.Of(busy.Id), Memory.Of(idle.Id));
            table.Row("resident memory, polling every minute", Rows.Mib(calm.Resident), "≤ 25 MiB");
            table.Row($"resident memory after {Seconds} polls over TLS, one a second", Rows.Mib(late.Resident), "≤ 25 MiB");
            table.Row($"its growth over these {Seconds} polls", $"{late.Resident - early.Resident} KiB", "flat");
            table.Row($"processor time of these {Seconds} polls", Milliseconds(Measured.Cpu(busy) - busyBefore));
            table.Row("processor time of an idle minute, one poll in it", Milliseconds(Measured.Cpu(idle) - idleBefore));
            table.Rows(30, new Subject("health, of the running launcher", "≤ 15 ms", () => Rows.Wall(Own("idle"), binary, "health", "--for", "run")));

            table.Part("What the resident memory of a supervising launcher is", "KiB | private, not shared with another process");
            foreach (var (name, resident, own) in calm.Parts) table.Row(name, resident.ToString(CultureInfo.InvariantCulture), own.ToString(CultureInfo.InvariantCulture));
        }
        finally
        {
            Measured.Stop(busy);
            Measured.Stop(idle);
        }
    }

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms");

    private Process Start(string name, string interval)
    {
        string[] own = ["run", "--location", "s3://conf/prometheus.yml", "--refresh-interval", interval, "--state-dir", Path.Combine(place.Folder, name)];
        string[] child = Measured.Exists("prometheus")
            ? ["--", $"--web.listen-address={FreeAddress()}", $"--storage.tsdb.path={Path.Combine(place.Folder, name + "-data")}"]
            : ["--prometheus", "/bin/sleep", "--prometheus-version", "3.14", "--no-default-flags", "--", "600"];
        Directory.CreateDirectory(Path.Combine(place.Folder, name + "-run"));
        var process = Measured.Start(Own(name), [binary, .. own, .. child]);

        // Prometheus tells much; a full pipe would stop it.
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        return process;
    }

    private Dictionary<string, string?> Own(string name) => new(place.Tls) { ["XDG_RUNTIME_DIR"] = Path.Combine(place.Folder, name + "-run") };

    private static void Require(Process process)
    {
        if (process.HasExited) throw new InvalidOperationException($"run ended with {process.ExitCode} while it was measured");
    }

    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
