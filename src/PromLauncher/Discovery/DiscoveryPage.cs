using System.Globalization;
using PromLauncher.Discovery.Targets;
using PromLauncher.Telemetry;

namespace PromLauncher.Discovery;

/// <summary>Discovery's sections of the status page.</summary>
public static class DiscoveryPage
{
    /// <summary>More targets would make the page slow; all are in the file and at <c>/sd</c>.</summary>
    private const int Most = 500;

    /// <summary>The headline.</summary>
    public static PageText State(DiscoveryStatus status)
    {
        var failing = status.Clusters.Count(static cluster => cluster.Failure is not null);
        return status switch
        {
            { WriteFailure: { } failure } => new PageText("The target file can't be written", Tone.Bad) { Detail = failure },
            { LastCycle: null } => new PageText("The first cycle is under way", Tone.Warning),
            _ when failing > 0 => new PageText(failing == 1 ? "One cluster can't be scanned; its last known targets stay" : $"{failing} clusters can't be scanned; their last known targets stay", Tone.Bad),
            _ => new PageText($"{(status.Targets.Count == 1 ? "One target" : $"{status.Targets.Count} targets")} in {(status.Clusters.Count == 1 ? "one cluster" : $"{status.Clusters.Count} clusters")}", Tone.Good),
        };
    }

    /// <summary>The sections.</summary>
    public static IReadOnlyList<PageSection> Sections(DiscoveryStatus status) =>
    [
        new("Discovery")
        {
            Facts =
            [
                ("File", PageText.Code(status.File)),
                ("Targets", status.Targets.Count.ToString(CultureInfo.InvariantCulture)),
                ("Last cycle", status.LastCycle is { } last ? new PageText($"{Show(last)}, {status.LastDuration.TotalSeconds:0.##} s", status.LastCycle == status.LastGoodCycle ? Tone.Good : Tone.Bad) : "none yet"),
                ("Last good cycle", status.LastGoodCycle is { } good ? Show(good) : "none yet"),
                ("File written", status.WriteFailure is { } failure ? new PageText(failure, Tone.Bad) : status.LastWrite is { } write ? Show(write) : "not yet"),
            ],
        },
        new("Clusters")
        {
            Columns = ["Cluster", "Tasks", "Targets", "State"],
            Rows = [.. status.Clusters.Select(static cluster => (IReadOnlyList<PageText>)
            [
                cluster.Name, cluster.Tasks.ToString(CultureInfo.InvariantCulture), cluster.Targets.ToString(CultureInfo.InvariantCulture),
                cluster.Failure is null ? new PageText("ok", Tone.Good) : new PageText($"{cluster.Failure} (since {Show(cluster.FailingSince!.Value)})", Tone.Bad),
            ])],
        },
        new("Skipped containers")
        {
            Columns = ["Reason", "Containers"],
            Rows = [.. status.Skips.Select(static skip => (IReadOnlyList<PageText>)[skip.Key.Text(), skip.Value.ToString(CultureInfo.InvariantCulture)])],
        },
        new(status.Targets.Count > Most ? $"Targets (the first {Most})" : "Targets")
        {
            Columns = ["Address", "Path", "Job", "Cluster", "Service", "Task definition", "Container"],
            Rows = [.. status.Targets.Take(Most).Select(static target => (IReadOnlyList<PageText>)
            [
                PageText.Code(target.Address), PageText.Code(target.Label("__metrics_path__") ?? ""), target.Label("job") ?? "", target.Cluster, target.Service ?? "", target.Family, target.Container,
            ])],
        },
    ];

    private static string Show(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
