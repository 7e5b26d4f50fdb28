using PromLauncher.Discovery.Scan;
using PromLauncher.Discovery.Targets;
using PromLauncher.Telemetry;

namespace PromLauncher.Discovery;

/// <summary>Logs the number of targets and the reasons for skipped containers whenever they change. Finding no targets is always logged with the reason.</summary>
/// <param name="log">The log.</param>
internal sealed class Summary(Log log)
{
    /// <summary>Each mistake in a docker label is logged once; at most this many are remembered.</summary>
    private const int Most = 1000;

    private readonly HashSet<string> _notes = new(StringComparer.Ordinal);
    private string? _told;

    /// <summary>Skipped containers, by reason.</summary>
    public IReadOnlyDictionary<SkipReason, int> Skips { get; private set; } = new Dictionary<SkipReason, int>();

    /// <summary>Counts, and logs what has changed.</summary>
    public void Log(IEnumerable<ClusterScan> clusters, IReadOnlyList<Target> targets)
    {
        var skips = new SortedDictionary<SkipReason, int>();
        var (tasks, count) = (0, 0);
        foreach (var cluster in clusters)
        {
            count++;
            tasks += cluster.Entries.Count;
            foreach (var entry in cluster.Entries)
            {
                foreach (var skip in entry.Selection.Skips) skips[skip.Reason] = skips.GetValueOrDefault(skip.Reason) + 1;
                foreach (var (container, text) in entry.Selection.Notes) LogNote(entry, container, text);
            }
        }

        Skips = skips;
        var told = $"{targets.Count} {count} {tasks} {string.Join(' ', skips)}";
        if (told == _told) return;
        _told = told;
        List<(string, object?)> fields = [("targets", targets.Count), ("clusters", count), ("tasks", tasks)];
        foreach (var (reason, number) in skips) fields.Add((reason.Name(), number));
        if (targets.Count > 0) log.Info("targets found", fields.ToArray());
        else log.Warn($"no targets: {Why(count, tasks, skips)}", [.. fields, ("help", "promlauncher discover --explain shows for each container why it is not a target")]);
    }

    private void LogNote(TaskEntry entry, string container, string text)
    {
        var key = $"{entry.Task?.DefinitionArn} {container} {text}";
        if (_notes.Count >= Most || !_notes.Add(key)) return;
        log.Warn("a docker label can't be used", [("task_definition", entry.Task?.DefinitionArn), ("container", container), ("err", text)]);
    }

    private static string Why(int clusters, int tasks, SortedDictionary<SkipReason, int> skips) => (clusters, tasks, skips.Count) switch
    {
        (0, _, _) => "no cluster was found",
        (_, 0, _) => "no task is running",
        (_, _, 0) => "the tasks have no containers",
        _ => string.Join(", ", skips.OrderByDescending(static skip => skip.Value).Select(static skip => $"{skip.Value}x {skip.Key.Text()}")),
    };
}
