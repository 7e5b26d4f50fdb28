using System.Globalization;
using System.Text;

namespace PromLauncher.Bench;

/// <summary>The rows of the report.</summary>
internal sealed class Table
{
    private readonly StringBuilder _rows = new();

    /// <summary>Measures something several times, each time after the others of its group, and adds a row for each.</summary>
    public void Interleaved(int runs, params (string Name, string Budget, Func<double> Milliseconds)[] rows)
    {
        var samples = rows.Select(static _ => new List<double>()).ToArray();
        for (var run = -1; run < runs; run++)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                var sample = rows[i].Milliseconds();
                // The first is a warm-up of the page cache.
                if (run >= 0) samples[i].Add(sample);
            }
        }

        for (var i = 0; i < rows.Length; i++)
        {
            samples[i].Sort();
            var (median, tenth, ninetieth) = (samples[i][runs / 2], samples[i][runs / 10], samples[i][runs * 9 / 10]);
            Row(rows[i].Name, $"{Format(median)} ms ({Format(tenth)} to {Format(ninetieth)})", rows[i].Budget);
        }
    }

    /// <summary>Adds a row.</summary>
    public void Row(string name, string value, string budget)
    {
        _rows.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {value} | {budget} |");
        Console.WriteLine($"{name,-72} {value,-34} {budget}");
    }

    public override string ToString() => _rows.ToString();

    private static string Format(double value) => value.ToString(value < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
