using PromLauncher.Discovery.Ecs;
using PromLauncher.Discovery.Targets;
using PromLauncher.Telemetry;

namespace PromLauncher.Discovery.Scan;

/// <summary>The result of a cluster's cycle.</summary>
/// <param name="IsChanged">True when its targets have changed.</param>
/// <param name="Failures">What failed; the affected targets are unchanged.</param>
internal sealed record ClusterOutcome(bool IsChanged, IReadOnlyList<FailureException> Failures);

/// <summary>
/// One cluster and its tasks, from cycle to cycle. Only a response from ECS removes a target: a task that is no longer listed, one that
/// is MISSING, or one whose description says so. An error leaves everything it affects unchanged.
/// </summary>
internal sealed class ClusterScan
{
    /// <summary>The maximum for one DescribeTasks call.</summary>
    private const int Most = 100;

    /// <summary>A listing with more pages than this is treated as an error.</summary>
    private const int MostPages = 10_000;

    private readonly Dictionary<string, TaskEntry> _entries = new(StringComparer.Ordinal);
    private readonly RegionApi _api;
    private readonly DefinitionCache _definitions;
    private readonly HostLookup _hosts;
    private readonly ServiceLookup _services;
    private readonly DiscoveryOptions _options;
    private readonly TimeProvider _time;
    private TargetSelection _selection;
    private int _listing;
    private (int Hosts, int Services) _labelled;

    /// <summary>A cluster that has not been scanned yet.</summary>
    /// <param name="cluster">Its name or ARN.</param>
    /// <param name="account">The account, when it is not ours.</param>
    /// <param name="api">The APIs.</param>
    /// <param name="definitions">The task definitions of the account and region.</param>
    /// <param name="options">What to do.</param>
    /// <param name="time">The clock.</param>
    public ClusterScan(string cluster, string? account, RegionApi api, DefinitionCache definitions, DiscoveryOptions options, TimeProvider time)
    {
        Cluster = cluster;
        Name = EcsArn.Name(cluster);
        Account = EcsArn.Account(cluster) ?? account;
        _api = api;
        _definitions = definitions;
        _options = options;
        _time = time;
        _hosts = new HostLookup(api, cluster);
        _services = new ServiceLookup(api, cluster, options.DescribeInterval, time);
        _selection = new TargetSelection(options.Selection);
    }

    /// <summary>Its name or ARN.</summary>
    public string Cluster { get; }

    /// <summary>Its region.</summary>
    public string Region => _api.Region;

    /// <summary>Its account, or null when that is ours.</summary>
    public string? Account { get; }

    /// <summary>Its name in logs, metrics and pages; qualified where several clusters have the same name.</summary>
    public string Name { get; set; }

    /// <summary>Its tasks.</summary>
    public IReadOnlyCollection<TaskEntry> Entries => _entries.Values;

    /// <summary>When its tasks were last listed, or when the adopted file was written; null before that.</summary>
    public DateTimeOffset? LastListed { get; private set; }

    /// <summary>Adopts one of its targets from an existing file.</summary>
    /// <param name="target">The target.</param>
    /// <param name="written">When the file was written.</param>
    public void Adopt(Target target, DateTimeOffset written)
    {
        if (!_entries.TryGetValue(target.TaskArn, out var entry)) _entries.Add(target.TaskArn, entry = new TaskEntry(target.TaskArn));
        entry.Adopt(target);
        LastListed = written;
    }

    /// <summary>Selects targets by new rules from now on.</summary>
    public void Select(TargetSelection selection)
    {
        _selection = selection;
        foreach (var entry in _entries.Values) entry.Invalidate();
    }

    /// <summary>Drops all targets, which have not been confirmed for too long.</summary>
    /// <returns>True when there were any.</returns>
    public bool Drop()
    {
        var had = _entries.Values.Any(static entry => entry.Selection.Targets.Count > 0);
        _entries.Clear();
        return had;
    }

    /// <summary>One cycle.</summary>
    public async Task<ClusterOutcome> RunAsync(CancellationToken cancellation)
    {
        List<FailureException> failures = [];
        bool changed;
        try
        {
            changed = await ListAsync(cancellation).ConfigureAwait(false);
        }
        catch (FailureException e)
        {
            return new ClusterOutcome(false, [e]);
        }

        var (gone, undescribed) = await DescribeAsync(cancellation).ConfigureAwait(false);
        changed |= gone;
        failures.AddRange(undescribed);
        failures.AddRange(await CompleteAsync(cancellation).ConfigureAwait(false));
        foreach (var entry in _entries.Values)
        {
            if (entry.IsStale) changed |= entry.Select(_selection.Select(View(entry.Task!)));
            else if (entry.Task is null && entry.Selection.Targets.Count == 0 && entry.Selection.Skips.Count == 0)
                entry.Select(new Selection([], [new Skip("", SkipReason.NotDescribed)]));
        }

        return new ClusterOutcome(changed, failures);
    }

    /// <summary>Lists the tasks: either all pages or no change.</summary>
    private async Task<bool> ListAsync(CancellationToken cancellation)
    {
        var listed = new List<string>(_entries.Count + 16);
        var known = _entries.GetAlternateLookup<ReadOnlySpan<char>>();
        string? token = null;
        for (var pages = 0; ; pages++)
        {
            var at = token;
            var page = await _api.EcsCalls.CallAsync("ecs:ListTasks", "cluster " + Cluster,
                stop => _api.Ecs.ListTasksAsync(Cluster, at, text => known.TryGetValue(text, out var entry) ? entry.Arn : text.ToString(), stop), cancellation).ConfigureAwait(false);
            listed.AddRange(page.Items);
            if (page.Next is null) break;
            if (page.Next == token || pages == MostPages)
                throw new FailureException(FailureKind.Unavailable, $"ecs:ListTasks on cluster {Cluster} keeps returning pages without an end.");
            token = page.Next;
        }

        _listing++;
        LastListed = _time.GetUtcNow();
        foreach (var arn in listed)
        {
            if (!_entries.TryGetValue(arn, out var entry)) _entries.Add(arn, entry = new TaskEntry(arn));
            entry.Seen = _listing;
        }

        var changed = false;
        foreach (var entry in _entries.Values.Where(entry => entry.Seen != _listing).ToList())
        {
            changed |= entry.Selection.Targets.Count > 0;
            _entries.Remove(entry.Arn);
        }

        return changed;
    }

    private async Task<(bool IsChanged, IReadOnlyList<FailureException> Failures)> DescribeAsync(CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        var due = new List<string>();
        foreach (var entry in _entries.Values)
        {
            if (entry.NeedsDescribing(now, entry.Task?.DefinitionArn is { } definition ? _definitions.Find(definition) : null)) due.Add(entry.Arn);
        }

        var changed = false;
        var failures = await Chunks.CallAsync(due, Most, chunk => _api.EcsCalls.CallAsync("ecs:DescribeTasks", "cluster " + Cluster,
            token => _api.Ecs.DescribeTasksAsync(Cluster, chunk, _options.Selection.WantsTags, token), cancellation), (_, answer) =>
            {
                foreach (var task in answer.Items)
                {
                    if (_entries.TryGetValue(task.Arn, out var entry)) entry.Describe(task, now, _options.DescribeInterval);
                }

                foreach (var failure in answer.Failures)
                {
                    if (failure.IsMissing && _entries.Remove(failure.Arn, out var gone)) changed |= gone.Selection.Targets.Count > 0;
                }
            }).ConfigureAwait(false);
        return (changed, failures);
    }

    /// <summary>Fetches what new task descriptions refer to: definitions, hosts, services.</summary>
    private async Task<List<FailureException>> CompleteAsync(CancellationToken cancellation)
    {
        List<FailureException> failures = [];
        var stale = _entries.Values.Where(static entry => entry.IsStale).Select(static entry => entry.Task!).ToList();
        var definitions = stale.Select(static task => task.DefinitionArn).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        await Task.WhenAll(definitions.Select(arn => _definitions.EnsureAsync(arn, cancellation))).ConfigureAwait(false);
        failures.AddRange(definitions.Select(_definitions.Failure).OfType<FailureException>().Where(static failure => !DefinitionCache.IsAnswer(failure)));

        var (options, instances, interfaces) = (_options.Selection, new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var task in _entries.Values.Select(static entry => entry.Task).OfType<EcsTask>())
        {
            if (task.ContainerInstanceArn is { } arn && task.LaunchType != "EXTERNAL" && (options.WantsInstances || TaskView.NeedsHost(task, Definition(task))))
                instances.Add(arn);
            if (options.WantsPublicAddresses && task.Attachment?.InterfaceId is { } id) interfaces.Add(id);
        }

        _hosts.Sweep(instances, interfaces);
        failures.AddRange(await _hosts.EnsureAsync(instances, interfaces, cancellation).ConfigureAwait(false));
        if (options.WantsServices)
            failures.AddRange(await _services.EnsureAsync([.. _entries.Values.Select(static entry => entry.Task?.Service).OfType<string>()], cancellation).ConfigureAwait(false));
        if (options.WantsInstances && _labelled != (_hosts.Version, _services.Version))
        {
            // Labels of hosts and services also apply to tasks described earlier.
            _labelled = (_hosts.Version, _services.Version);
            foreach (var entry in _entries.Values) entry.Invalidate();
        }

        return failures;
    }

    private TaskDefinition? Definition(EcsTask task) => task.DefinitionArn is { } arn ? _definitions.Find(arn) : null;

    private TaskView View(EcsTask task) => _hosts.Complete(new TaskView
    {
        Task = task,
        Definition = Definition(task),
        DefinitionProblem = task.DefinitionArn is { } arn ? _definitions.Failure(arn)?.Message : "the task has none",
        Cluster = _services.Cluster,
        Service = _services.Find(task.Service),
        Region = _api.Region,
    });
}
