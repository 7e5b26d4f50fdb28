using System.Text;
using PromLauncher.Discovery;
using PromLauncher.Discovery.Files;
using PromLauncher.LocalAws;
using PromLauncher.LocalAws.Identity;
using PromLauncher.Releases;
using PromLauncher.Telemetry;
using PromLauncher.Tests.Aws;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.Discovery.Scan;

/// <summary>
/// Thousands of cycles over the local AWS while tasks come and go and calls fail at random. After each of them the file holds what the last good view
/// of each cluster allows; at every moment it parses.
/// </summary>
[Trait("Category", "Soak")]
public sealed class SoakTest
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_file_is_always_what_the_last_good_view_of_each_cluster_allows()
    {
        var random = new Random(Seed.Value);
        await using var server = await LocalAwsServer.StartAsync();
        server.Principals.Add(new Principal { AccessKeyId = "AKIDEXAMPLE", SecretAccessKey = "secret" });
        var clusters = new ChangingClusters(server, random, clusters: 3, tasks: 15);
        using var folder = new TestFolder();
        using var aws = TestAws.At(server.Endpoint.GetLeftPart(UriPartial.Authority), ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "secret"), ("AWS_REGION", "eu-west-1"));
        var (time, file) = (new HurryingTime(), Path.Combine(folder.Path, "targets.yml"));
        server.Ecs.HasRateLimits = server.Ec2.HasRateLimits = false;
        var options = new DiscoveryOptions { WriteTo = file, MaxRequestRate = 20, Scopes = [DiscoverScope.Of(clusters.Names, "eu-west-1", null, null)] };
        Discoverer Make() => new(options, new AwsApis(aws), null, static (path, content) => AtomicFile.Write(path, content, UnixFileMode.UserRead | UnixFileMode.UserWrite, durable: false),
            static _ => { }, time, new Random(random.Next()), Log.None);

        using var over = new CancellationTokenSource();
        var discoverer = Make();
        var reader = ReadAsync(file, over.Token);
        var before = clusters.Names.ToDictionary(static name => name, static _ => new Dictionary<string, string>());
        var (rounds, good, bad) = (Soak.Rounds(2000), 0, 0);
        for (var round = 0; round < rounds; round++)
        {
            clusters.Change();
            server.Ecs.HasEmptyPages = random.Next(10) == 0;
            server.Ecs.PageSize = random.Next(5) == 0 ? 7 : 100;
            if (random.Next(3) == 0) Break(server, random);
            if (random.Next(100) == 0)
            {
                discoverer.Dispose();
                discoverer = Make();
                File.SetLastWriteTimeUtc(file, time.GetUtcNow().UtcDateTime);
                discoverer.Adopt();
            }

            await discoverer.CycleAsync(write: true, Stop);
            server.Faults.Clear();
            var now = Read(await File.ReadAllBytesAsync(file, Stop));
            foreach (var cluster in discoverer.Status.Clusters)
            {
                var (was, truth, told) = (before[cluster.Name], clusters.Truth(cluster.Name), now.GetValueOrDefault(cluster.Name, []));
                if (cluster.Failure is null)
                {
                    good++;
                    Assert.Equal(truth.OrderBy(static one => one.Key, StringComparer.Ordinal), told.OrderBy(static one => one.Key, StringComparer.Ordinal));
                }
                else
                {
                    // Whatever was there and still runs is there; and nothing is there that was never so.
                    bad++;
                    foreach (var (container, addresses) in truth.Where(one => was.ContainsKey(one.Key)))
                        Assert.True(told.TryGetValue(container, out var kept) && (kept == was[container] || kept == addresses), $"round {round}: {container} was at {was[container]}, is at {addresses}, and the file says {kept ?? "nothing"}");
                    foreach (var (container, addresses) in told)
                        Assert.True(addresses == was.GetValueOrDefault(container) || addresses == truth.GetValueOrDefault(container), $"round {round}: {container} was never at {addresses}");
                }

                before[cluster.Name] = told;
            }

            time.Advance(TimeSpan.FromSeconds(random.Next(1, 120)));
        }

        discoverer.Dispose();
        await over.CancelAsync();
        Assert.True(await reader > 0);
        Assert.True(good > rounds && bad > rounds / 20, $"{good} good and {bad} bad cycles of a cluster are no soak");
        Assert.Equal(["targets.yml"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    private static void Break(LocalAwsServer server, Random random)
    {
        FaultKind[] kinds = [FaultKind.Throttle, FaultKind.InternalError, FaultKind.AccessDenied, FaultKind.Reset, FaultKind.Truncate, FaultKind.Unavailable];
        string[] actions = ["ecs:ListTasks", "ecs:DescribeTasks", "ecs:DescribeTaskDefinition", "ecs:DescribeContainerInstances", "ec2:DescribeInstances", "ecs:*"];
        server.Faults.Add(new Fault
        {
            Action = actions[random.Next(actions.Length)],
            Kind = kinds[random.Next(kinds.Length)],
            Probability = random.Next(2) == 0 ? 1 : 0.6,
            Times = random.Next(2) == 0 ? null : random.Next(1, 8),
        });
    }

    /// <summary>Reads the file without a pause, as a Prometheus in a hurry would.</summary>
    private static async Task<long> ReadAsync(string file, CancellationToken stop)
    {
        await Task.Yield();
        var read = 0L;
        for (; !stop.IsCancellationRequested; read++)
        {
            if (File.Exists(file)) Read(await File.ReadAllBytesAsync(file, CancellationToken.None));
            await Task.Delay(10, CancellationToken.None);
        }

        return read;
    }

    /// <summary>By cluster, task and container the addresses.</summary>
    private static Dictionary<string, Dictionary<string, string>> Read(byte[] content)
    {
        var targets = FileSdReader.Read(FileSdFormat.Yaml, content, out var problem);
        Assert.True(targets is not null, $"{problem}: {Encoding.UTF8.GetString(content)}");
        return targets.GroupBy(static target => target.Cluster).ToDictionary(static cluster => cluster.Key, static cluster => cluster.GroupBy(static target => $"{target.TaskArn} {target.Container}")
            .ToDictionary(static container => container.Key, static container => string.Join(' ', container.Select(static target => target.Address).Order(StringComparer.Ordinal))));
    }
}
