using System.Globalization;

namespace PromLauncher.Bench;

/// <summary>Two builds side by side: each subject in turns with both, so that a busy machine troubles both alike.</summary>
/// <param name="old">The build to compare with.</param>
/// <param name="now">The build that is looked at.</param>
/// <param name="place">Where.</param>
internal sealed class Comparison(string old, string now, Workplace place)
{
    /// <summary>Measures and tells.</summary>
    public void Run(Table table)
    {
        table.Part("Two builds", "old | new | change");
        Bytes(table, "size of the binary", new FileInfo(old).Length, new FileInfo(now).Length);
        foreach (var (name, words) in Subjects())
        {
            foreach (var environment in words.Environments)
            {
                var costs = (new List<Cost>(), new List<Cost>());
                for (var run = 0; run < words.Runs; run++)
                {
                    costs.Item1.Add(Measured.RunForMemory(place.Folder, environment.Value, words.Of(old)));
                    costs.Item2.Add(Measured.RunForMemory(place.Folder, environment.Value, words.Of(now)));
                }

                var title = name + environment.Key;
                Times(table, title, costs.Item1, costs.Item2, static cost => cost.Wall.TotalMilliseconds);
                Times(table, title + ": processor", costs.Item1, costs.Item2, static cost => cost.Cpu.TotalMilliseconds);
                Bytes(table, title + ": peak memory", costs.Item1.Max(static cost => cost.PeakKib) * 1024, costs.Item2.Max(static cost => cost.PeakKib) * 1024);
            }
        }
    }

    private List<(string Name, Words Words)> Subjects()
    {
        var plain = new Dictionary<string, IReadOnlyDictionary<string, string?>> { [""] = place.Http };
        var both = new Dictionary<string, IReadOnlyDictionary<string, string?>> { [" over http"] = place.Http, [" over TLS"] = place.Tls };
        return
        [
            ("run", new(30, both, binary => place.Replacing(binary))),
            ("validate, 50 lines", new(30, plain, binary => Workplace.Validating(binary, place.Small))),
            ("validate, 10,000 jobs", new(10, plain, binary => Workplace.Validating(binary, place.Large))),
        ];
    }

    private static void Times(Table table, string name, List<Cost> old, List<Cost> now, Func<Cost, double> time)
    {
        var (before, after) = (new Samples(old.Select(time)).Median, new Samples(now.Select(time)).Median);

        // Of the pairs, not of the medians: what troubled one run troubled its neighbour.
        var change = new Samples(old.Zip(now, (one, other) => (time(other) - time(one)) / time(one) * 100)).Median;
        table.Row(name, $"{Samples.Format(before)} ms | {Samples.Format(after)} ms", string.Create(CultureInfo.InvariantCulture, $"{change:+0.0;-0.0} %"));
    }

    private static void Bytes(Table table, string name, long before, long after) => table.Row(name,
        string.Create(CultureInfo.InvariantCulture, $"{before / 1e6:0.00} MB | {after / 1e6:0.00} MB"), string.Create(CultureInfo.InvariantCulture, $"{(after - before) * 100.0 / before:+0.0;-0.0} %"));

    private sealed record Words(int Runs, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>> Environments, Func<string, string[]> Of);
}
