using System.Globalization;

namespace PromLauncher.Bench;

/// <summary>Something that is measured several times.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Budget">What the project allows it, or nothing.</param>
/// <param name="Milliseconds">Measures it once.</param>
internal sealed record Subject(string Name, string Budget, Func<double> Milliseconds);

/// <summary>The values of one subject, in order.</summary>
internal sealed class Samples(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    /// <summary>How many.</summary>
    public int Count => _sorted.Length;

    /// <summary>The one in the middle.</summary>
    public double Median => At(0.5);

    /// <summary>Measures subjects in turns, so that what happens on the machine meanwhile happens to all of them alike.</summary>
    public static Samples[] Interleaved(int runs, IReadOnlyList<Subject> subjects)
    {
        var samples = subjects.Select(static _ => new List<double>()).ToArray();
        for (var run = -1; run < runs; run++)
        {
            for (var i = 0; i < subjects.Count; i++)
            {
                var sample = subjects[i].Milliseconds();

                // The first fills the page cache.
                if (run >= 0) samples[i].Add(sample);
            }
        }

        return [.. samples.Select(static list => new Samples(list))];
    }

    /// <summary>Median, and the spread between the tenth and the ninetieth percentile.</summary>
    public override string ToString() => $"{Format(Median)} ms ({Format(At(0.1))} to {Format(At(0.9))})";

    /// <summary>Three digits that count.</summary>
    public static string Format(double milliseconds) => milliseconds.ToString(milliseconds < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private double At(double part) => _sorted[(int)Math.Round(part * (_sorted.Length - 1))];
}
