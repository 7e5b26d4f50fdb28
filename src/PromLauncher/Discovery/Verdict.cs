using PromLauncher.Discovery.Ecs;
using PromLauncher.Discovery.Scan;
using PromLauncher.Discovery.Targets;

namespace PromLauncher.Discovery;

/// <summary>The outcome for one container: a target (one of possibly several), or the reason why it is skipped.</summary>
public sealed record Verdict
{
    /// <summary>The cluster's name.</summary>
    public required string Cluster { get; init; }

    /// <summary>The service, or empty.</summary>
    public string Service { get; init; } = "";

    /// <summary>The task definition's family and revision: <c>web:7</c>.</summary>
    public string Definition { get; init; } = "";

    /// <summary>The task's ARN.</summary>
    public required string TaskArn { get; init; }

    /// <summary>The container's name.</summary>
    public string Container { get; init; } = "";

    /// <summary>The address and path, when it is a target.</summary>
    public string? Address { get; init; }

    /// <summary>Why it is skipped.</summary>
    public SkipReason? Reason { get; init; }

    /// <summary>The reason as shown to users; for a target, which of its labels were not used.</summary>
    public string Text { get; init; } = "";

    internal static IReadOnlyList<Verdict> Of(IEnumerable<ClusterScan> clusters)
    {
        var verdicts = new List<Verdict>();
        foreach (var cluster in clusters)
        {
            foreach (var entry in cluster.Entries.OrderBy(static entry => entry.Task?.Group, StringComparer.Ordinal).ThenBy(static entry => entry.Arn, StringComparer.Ordinal))
            {
                var verdict = new Verdict
                {
                    Cluster = cluster.Name,
                    Service = entry.Task?.Service ?? "",
                    Definition = entry.Task?.DefinitionArn is { } arn ? EcsArn.Name(arn) : "",
                    TaskArn = entry.Arn,
                };
                foreach (var target in entry.Selection.Targets)
                {
                    var notes = entry.Selection.Notes.Where(note => note.Container == target.Container).Select(static note => note.Text);
                    verdicts.Add(verdict with { Container = target.Container, Address = target.Address + target.Label("__metrics_path__"), Text = string.Join("; ", notes) });
                }

                verdicts.AddRange(entry.Selection.Skips.Select(skip => verdict with { Container = skip.Container, Reason = skip.Reason, Text = skip.Text }));
            }
        }

        return verdicts;
    }
}
