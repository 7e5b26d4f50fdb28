using System.Text;
using PromLauncher.Discovery;
using PromLauncher.Discovery.Ecs;
using PromLauncher.Discovery.Files;
using PromLauncher.Discovery.Targets;
using PromLauncher.Telemetry;
using PromLauncher.Tests.Discovery.Targets;

namespace PromLauncher.Tests.Discovery.Scan;

/// <summary>A discoverer over a fake AWS, on a manual clock, with a file of its own.</summary>
internal sealed class Scanning : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("discover").FullName;
    private readonly StringBuilder _log = new();
    private Discoverer? _discoverer;

    public Scanning(params string[] clusters)
    {
        Options = new DiscoveryOptions { WriteTo = Path.Combine(_folder, "ecs.yml"), MaxRequestRate = 1e6, Scopes = [DiscoverScope.Of(clusters, "eu-west-1", null, null)] };
        Aws.Definitions[Given.Definition().Arn] = Given.Definition();
    }

    public FakeAws Aws { get; } = new();

    public ManualTime Time { get; } = new();

    public DiscoveryOptions Options { get; set; }

    public RulesFile? Rules { get; set; }

    public int Writes { get; private set; }

    public string Log => _log.ToString();

    public Exception? WriteFault { get; set; }

    public string File => Options.WriteTo;

    public Discoverer Discoverer => _discoverer ??= Make();

    /// <summary>A Fargate task with its own address.</summary>
    public EcsTask Add(string cluster, int number, Func<EcsTask, EcsTask>? change = null)
    {
        var id = $"{number:x32}";
        var task = Given.Task(Given.Container(ipv4: $"10.0.{number / 250}.{number % 250}")) with
        {
            Arn = $"{Given.Prefix}task/{cluster}/{id}",
            ClusterArn = $"{Given.Prefix}cluster/{cluster}",
        };
        task = change?.Invoke(task) ?? task;
        if (!Aws.Clusters.TryGetValue(cluster, out var tasks)) Aws.Clusters.Add(cluster, tasks = []);
        tasks.Add(task);
        return task;
    }

    /// <summary>One cycle.</summary>
    public async Task<FailureKind?> CycleAsync() => await Discoverer.CycleAsync(write: true, TestContext.Current.CancellationToken);

    /// <summary>Another scanner, as after a restart, with the same file.</summary>
    public void Restart(bool adopt = true)
    {
        _discoverer?.Dispose();
        _discoverer = Make();
        if (adopt) _discoverer.Adopt();
    }

    /// <summary>The addresses in the file, in its order.</summary>
    public string Show() => !System.IO.File.Exists(File) ? "no file" : string.Join(' ', (FileSdReader.Read(FileSdFormat.Yaml, System.IO.File.ReadAllBytes(File), out _) ?? []).Select(static target => target.Address));

    public void Dispose()
    {
        _discoverer?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Discoverer Make() => new(Options, Aws, Rules, (path, content) =>
    {
        if (WriteFault is not null) throw WriteFault;
        Writes++;
        System.IO.File.WriteAllBytes(path, content);
        System.IO.File.SetLastWriteTimeUtc(path, Time.GetUtcNow().UtcDateTime);
    }, static _ => { }, Time, new NoJitter(), new Log(LogFormat.Logfmt, LogLevel.Debug, Time, line => _log.Append(Encoding.UTF8.GetString(line.Span))));
}
