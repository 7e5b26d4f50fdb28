using System.Globalization;
using PromLauncher.LocalAws.Ecs;

namespace PromLauncher.Bench;

/// <summary>Discovery of many tasks in ten clusters.</summary>
/// <param name="binary">The launcher.</param>
/// <param name="place">Where.</param>
internal sealed class Discovering(string binary, Workplace place)
{
    private const int Clusters = 10;

    private static readonly TaskDefinition Definition = new()
    {
        Family = "app",
        Containers = [new() { Name = "app", DockerLabels = new Dictionary<string, string> { ["PROMETHEUS_EXPORTER_PORT"] = "8080" } }],
    };

    /// <summary>One cycle of each size, and what a cycle costs once all is known.</summary>
    public void Run(Table table)
    {
        foreach (var tasks in (ReadOnlySpan<int>)[100, 1_000, 10_000, 50_000])
        {
            With(tasks, clusters =>
            {
                var (first, calls) = Cycle(clusters, 1);
                var own = first.Cpu - Nothing();
                table.Row($"discover, {tasks:N0} tasks, the first cycle",
                    string.Create(CultureInfo.InvariantCulture, $"{first.Cpu.TotalMilliseconds:0} ms CPU, {own.TotalMicroseconds / tasks:0.0} µs a task, {Rows.Mib(first.PeakKib)}, {calls} calls"),
                    tasks == 10_000 ? "≤ 500 ms CPU, ≤ 60 MiB" : "");
                if (tasks == 10_000) Steady(table, clusters, first, calls);
            });
        }
    }

    /// <summary>One cycle, for comparisons.</summary>
    public void With(int tasks, Action<IReadOnlyList<EcsCluster>> measure)
    {
        List<EcsCluster> clusters = [.. Enumerable.Range(0, Clusters).Select(i => place.Aws.Ecs.Create(string.Create(CultureInfo.InvariantCulture, $"n{tasks}-{i}")))];
        for (var i = 0; i < tasks; i++) clusters[i % Clusters].Start(Definition);
        measure(clusters);
        foreach (var cluster in clusters) place.Aws.Ecs.Delete(cluster);
    }

    /// <summary>So many cycles.</summary>
    /// <returns>What they cost, and how many calls they made.</returns>
    public (Cost Cost, int Calls) Cycle(IReadOnlyList<EcsCluster> clusters, int times)
    {
        var file = Path.Combine(place.Folder, "targets.yml");
        File.Delete(file);
        place.Aws.ForgetCalls();

        // A tenth of the default intervals: the share of tasks that a cycle describes again is as by default.
        var cost = Measured.RunForMemory(place.Folder, place.Http,
            [binary, "discover", "--times", times.ToString(CultureInfo.InvariantCulture), "--interval", "3s", "--describe-interval", "30s", "--max-request-rate", "1000", "--write-to", file, .. clusters.SelectMany(static cluster => (string[])["--cluster", cluster.Name])]);
        if (new FileInfo(file).Length == 0) throw new InvalidOperationException($"{file} holds no target");
        return (cost, place.Aws.Calls.Count);
    }

    private void Steady(Table table, IReadOnlyList<EcsCluster> clusters, Cost first, int calls)
    {
        const int More = 5;
        var (all, made) = Cycle(clusters, 1 + More);
        table.Row("discover, 10,000 tasks, a cycle in which nothing has changed",
            string.Create(CultureInfo.InvariantCulture, $"{(all.Cpu - first.Cpu).TotalMilliseconds / More:0} ms CPU, {(made - calls) / (double)More:0.#} calls"), "≤ 100 ms CPU");
    }

    /// <summary>What a start alone costs.</summary>
    private TimeSpan Nothing() => Measured.Run(place.Http, binary, "--version").Cpu;
}
