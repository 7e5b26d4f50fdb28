using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PromLauncher.LocalAws;

namespace PromLauncher.Bench;

/// <summary>The launcher while Prometheus runs: a real one where there is one, else sleep(1). Three at once: two poll twenty times a second, one of them each time by a connection of its own; one polls as by default.</summary>
/// <param name="binary">The launcher.</param>
/// <param name="place">Where.</param>
internal sealed class Supervision(string binary, Workplace place)
{
    /// <summary>After so many polls all code has run, and the collector a few times; so many more show whether anything is kept.</summary>
    private const int Polls = 600;

    /// <summary>Measures for a minute, or until the polls are made.</summary>
    public async Task RunAsync(Table table)
    {
        place.Secure.ForgetCalls();
        place.Closing.ForgetCalls();
        using var busy = Start("busy", "50ms", place.Tls);
        using var connecting = Start("connecting", "50ms", place.TlsClosing);
        using var idle = Start("idle", "1m", place.Tls);
        try
        {
            // Until both have become calm after their start.
            await Task.Delay(TimeSpan.FromSeconds(8));
            var minute = MinuteAsync(idle);
            await PolledAsync(busy, place.Secure, Polls);
            var (early, busyBefore) = (Memory.Of(busy.Id), Measured.Cpu(busy));
            await PolledAsync(busy, place.Secure, 2 * Polls);
            var (late, busyAfter) = (Memory.Of(busy.Id), Measured.Cpu(busy));
            await PolledAsync(connecting, place.Closing, 2 * Polls);
            var connected = Memory.Of(connecting.Id);
            var idling = await minute;
            var calm = Memory.Of(idle.Id);
            table.Row("resident memory, polling every minute", Rows.Mib(calm.Resident), "≤ 25 MiB");
            table.Row($"resident memory after {2 * Polls:N0} polls over TLS", Rows.Mib(late.Resident), "≤ 25 MiB");
            table.Row($"its growth over the second {Polls} of them", $"{late.Resident - early.Resident} KiB", "flat");
            table.Row($"resident memory after {2 * Polls:N0} TLS connections (four days' worth), before any of it is returned", Rows.Mib(connected.Resident));
            table.Row($"processor time of {Polls} polls", Milliseconds(busyAfter - busyBefore));
            table.Row("processor time of an idle minute, one poll in it", Milliseconds(idling));
            table.Rows(30, new Subject("health, of the running launcher", "≤ 15 ms", () => Rows.Wall(Own("idle", place.Tls), binary, "health", "--for", "run")));

            table.Part("What the resident memory of a supervising launcher is", "KiB | private, not shared with another process");
            foreach (var (name, resident, own) in calm.Parts) table.Row(name, resident.ToString(CultureInfo.InvariantCulture), own.ToString(CultureInfo.InvariantCulture));
        }
        finally
        {
            Measured.Stop(busy);
            Measured.Stop(connecting);
            Measured.Stop(idle);
        }
    }

    /// <summary>The processor time that a process takes in a minute.</summary>
    private static async Task<TimeSpan> MinuteAsync(Process process)
    {
        var before = Measured.Cpu(process);
        await Task.Delay(TimeSpan.FromMinutes(1));
        Require(process);
        return Measured.Cpu(process) - before;
    }

    /// <summary>Waits until the source has been asked so often.</summary>
    private static async Task PolledAsync(Process process, LocalAwsServer source, int times)
    {
        while (source.Calls.Count < times)
        {
            Require(process);
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms");

    private Process Start(string name, string interval, IReadOnlyDictionary<string, string?> environment)
    {
        string[] own = ["run", "--location", "s3://conf/prometheus.yml", "--refresh-interval", interval, "--state-dir", Path.Combine(place.Folder, name)];
        string[] child = Measured.Exists("prometheus")
            ? ["--", $"--web.listen-address={FreeAddress()}", $"--storage.tsdb.path={Path.Combine(place.Folder, name + "-data")}"]
            : ["--prometheus", "/bin/sh", "--prometheus-version", "3.14", "--no-default-flags", "--", "-c", "exec sleep 600"];
        Directory.CreateDirectory(Path.Combine(place.Folder, name + "-run"));
        var process = Measured.Start(Own(name, environment), [binary, .. own, .. child]);

        // Prometheus tells much; a full pipe would stop it.
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        return process;
    }

    private Dictionary<string, string?> Own(string name, IReadOnlyDictionary<string, string?> environment) => new(environment) { ["XDG_RUNTIME_DIR"] = Path.Combine(place.Folder, name + "-run") };

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
