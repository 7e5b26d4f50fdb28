using Amazon.Runtime;
using PromLauncher.Discovery.Ecs;
using PromLauncher.Telemetry;

namespace PromLauncher.Discovery.Scan;

/// <summary>
/// The task definitions of one account and region. They never change, so each is fetched once; clusters that need the same one at the same moment
/// share the call. One that doesn't exist is requested again at increasing intervals.
/// </summary>
/// <param name="api">The API.</param>
/// <param name="time">The clock.</param>
internal sealed class DefinitionCache(RegionApi api, TimeProvider time)
{
    /// <summary>Above this number, definitions that no task uses are dropped.</summary>
    public const int Most = 2000;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The number of definitions held.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _entries.Count;
        }
    }

    /// <summary>A definition that is held, or null.</summary>
    public TaskDefinition? Find(string arn)
    {
        lock (_gate) return _entries.TryGetValue(arn, out var entry) ? entry.Definition : null;
    }

    /// <summary>Why a definition could not be fetched, or null.</summary>
    public FailureException? Failure(string arn)
    {
        lock (_gate) return _entries.TryGetValue(arn, out var entry) ? entry.Failure : null;
    }

    /// <summary>Fetches a definition; afterwards <see cref="Find"/> has it, or <see cref="Failure"/> the reason.</summary>
    public Task EnsureAsync(string arn, CancellationToken cancellation)
    {
        Entry entry;
        lock (_gate)
        {
            if (!_entries.TryGetValue(arn, out entry!)) _entries.Add(arn, entry = new Entry());
            if (entry.Definition is not null || entry.Failure is not null && time.GetUtcNow() < entry.NextAttempt) return Task.CompletedTask;
            if (entry.UnderWay is { IsCompleted: false } shared) return shared;
            return entry.UnderWay = DescribeAsync(arn, entry, cancellation);
        }
    }

    /// <summary>Drops unused definitions when there are too many.</summary>
    public void Sweep(Func<HashSet<string>> used)
    {
        lock (_gate)
        {
            if (_entries.Count <= Most) return;
            var keep = used();
            foreach (var arn in _entries.Keys.Where(arn => !keep.Contains(arn)).ToList()) _entries.Remove(arn);
        }
    }

    /// <summary>True when the failure is about the definition (ECS does not have it), not about permissions or the network.</summary>
    public static bool IsAnswer(FailureException failure) =>
        failure.InnerException is AmazonServiceException { ErrorCode: "ClientException" or "InvalidParameterException" };

    private async Task DescribeAsync(string arn, Entry entry, CancellationToken cancellation)
    {
        await Task.Yield();
        try
        {
            var definition = await api.EcsCalls.CallAsync("ecs:DescribeTaskDefinition", "task definition " + EcsArn.Name(arn),
                token => api.Ecs.DescribeTaskDefinitionAsync(arn, token), cancellation).ConfigureAwait(false);
            lock (_gate) (entry.Definition, entry.Failure) = (definition, null);
        }
        catch (FailureException e)
        {
            lock (_gate)
            {
                entry.Failure = e;

                // Other failures are retried in each cycle; a definition that AWS says doesn't exist, at increasing intervals.
                if (IsAnswer(e)) entry.Pause = entry.Pause == TimeSpan.Zero ? TimeSpan.FromMinutes(1) : entry.Pause * 2 < LongestPause ? entry.Pause * 2 : LongestPause;
                entry.NextAttempt = time.GetUtcNow() + (IsAnswer(e) ? entry.Pause : TimeSpan.Zero);
            }
        }
    }

    private sealed class Entry
    {
        public TaskDefinition? Definition { get; set; }

        public FailureException? Failure { get; set; }

        public DateTimeOffset NextAttempt { get; set; }

        public TimeSpan Pause { get; set; }

        public Task? UnderWay { get; set; }
    }
}
