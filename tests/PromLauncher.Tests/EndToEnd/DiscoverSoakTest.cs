using System.Globalization;
using System.Text.Json;
using PromLauncher.Discovery.Files;
using PromLauncher.LocalAws;
using PromLauncher.LocalAws.Ecs;
using PromLauncher.Tests.Discovery.Scan;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>The published binary and a real Prometheus over many cycles: no target is ever lost.</summary>
[Trait("Category", "Soak")]
public sealed class DiscoverSoakTest
{
    private const string Policy = """{"Statement": [{"Effect": "Allow", "Action": ["ecs:*", "ec2:Describe*", "s3:*"], "Resource": "*"}]}""";

    private static readonly TaskDefinition App = new() { Family = "app", Containers = [new() { Name = "app", DockerLabels = new Dictionary<string, string> { ["PROMETHEUS_EXPORTER_PORT"] = "8080" } }] };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_loopback_it_follows_clusters_through_faults_and_real_throttling()
    {
        var random = new Random(Seed.Value);
        await using var run = await CloudRun.CreateAsync(Policy);
        var clusters = new ChangingClusters(run.Aws, random, clusters: 3, tasks: 40);
        var file = Path.Combine(run.Folder, "targets.json");
        run.StartCommand(["discover", .. clusters.Names.SelectMany(static name => (string[])["--cluster", name]), "--write-to", file, "--interval", "20ms", "--max-request-rate", "1000", "--describe-interval", "1s"]);
        var rounds = Soak.Rounds(150);
        for (var round = 0; round < rounds; round++)
        {
            clusters.Change();
            run.Aws.Ecs.HasRateLimits = random.Next(4) == 0;
            run.Aws.Faults.Add(new Fault { Action = "ec?:*", Kind = random.Next(2) == 0 ? FaultKind.Throttle : FaultKind.InternalError, Probability = 0.1 });
            await CyclesAsync(run, 3);
            if (File.Exists(file)) Assert.NotNull(FileSdReader.Read(FileSdFormat.Json, await File.ReadAllBytesAsync(file, Stop), out _));
            run.Aws.Faults.Clear();
        }

        run.Aws.Ecs.HasRateLimits = false;
        var truth = clusters.Names.SelectMany(name => clusters.Truth(name).Values).SelectMany(static addresses => addresses.Split(' ')).Order(StringComparer.Ordinal).ToList();
        await Launched.UntilAsync(() => File.Exists(file) && FileSdReader.Read(FileSdFormat.Json, File.ReadAllBytes(file), out _)!.Select(static target => target.Address).Order(StringComparer.Ordinal).SequenceEqual(truth), "it does not come to the truth");
        run.Launcher.Signal(15);
        Assert.Equal(0, await run.Launcher.ExitAsync());
    }

    [Fact]
    public async Task A_real_Prometheus_that_reads_the_file_while_it_is_rewritten_never_loses_a_target()
    {
        await using var run = await CloudRun.CreateAsync(Policy);
        var (cluster, file) = (run.Aws.Ecs.Create("prod"), Path.Combine(run.Folder, "sd", "ecs_file_sd.yml"));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var lasting = Enumerable.Range(1, 50).Select(i => cluster.Start(App, new TaskStart { Ipv4 = $"127.0.1.{i}" })).Select(static task => $"{task.Interface!.Ipv4}:8080").ToHashSet();
        run.Aws.Ecs.HasRateLimits = false;
        using var discover = run.Beside("discover", "--cluster", "prod", "--write-to", file, "--interval", "10ms", "--max-request-rate", "1000");
        await Launched.UntilAsync(() => File.Exists(file), "nothing was found");
        run.Put($"global: {{scrape_interval: 1h}}\nscrape_configs:\n- job_name: ecs\n  file_sd_configs:\n  - files: ['{Path.GetDirectoryName(file)}/*.yml']\n    refresh_interval: 100ms\n");
        run.StartPrometheus([], ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"));
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await Launched.UntilAsync(() => TargetsAsync().GetAwaiter().GetResult().IsSupersetOf(lasting), "Prometheus does not see the targets");

        // Prometheus takes what it reads at most every five seconds: the file is rewritten until it has done so some times.
        var (random, coming, last, seen) = (new Random(Seed.Value), new List<EcsTask>(), new HashSet<string>(), 0);
        for (var round = 0; seen <= Soak.Rounds(3); round++)
        {
            coming.Add(cluster.Start(App, new TaskStart { Ipv4 = string.Create(CultureInfo.InvariantCulture, $"127.0.2.{1 + round % 250}") }));
            if (coming.Count > 5)
            {
                var gone = coming[random.Next(coming.Count)];
                coming.Remove(gone);
                cluster.Stop(gone);
            }

            await CyclesAsync(run, 2);
            var targets = await TargetsAsync();
            Assert.Superset(lasting, targets);
            if (targets.SetEquals(last)) continue;
            last = targets;
            seen++;
        }

        var metrics = await client.GetStringAsync(new Uri($"http://{run.Prometheus}/metrics"), Stop);
        Assert.Contains("prometheus_sd_file_read_errors_total 0", metrics, StringComparison.Ordinal);
        discover.Signal(15);
        Assert.Equal(0, await discover.ExitAsync());

        async Task<HashSet<string>> TargetsAsync()
        {
            using var answer = JsonDocument.Parse(await client.GetStringAsync(new Uri($"http://{run.Prometheus}/api/v1/targets?state=active"), Stop));
            return [.. answer.RootElement.GetProperty("data").GetProperty("activeTargets").EnumerateArray().Select(static target => target.GetProperty("discoveredLabels").GetProperty("__address__").GetString()!)];
        }
    }

    /// <summary>Waits until so many more cycles have begun.</summary>
    private static async Task CyclesAsync(CloudRun run, int cycles)
    {
        run.Aws.ForgetCalls();
        await Launched.UntilAsync(() => run.Aws.Calls.Count(static call => call.Action == "ecs:ListTasks" && call.Resource is "*") >= cycles, "it does not scan any more");
    }
}
