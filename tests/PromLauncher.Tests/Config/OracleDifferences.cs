namespace PromLauncher.Tests.Config;

/// <summary>
/// The comparisons in which our verdict is knowingly another one, each with its reason: <c>LINE VERSIONS REASON</c>, the versions being
/// <c>*</c> or a comma-separated list. A line that no longer differs is a fault, so that the list stays true.
/// </summary>
internal sealed class OracleDifferences
{
    private readonly Dictionary<(int Line, string Version), bool> _used = [];
    private readonly List<string> _unexpected = [];
    private readonly string _file;

    private OracleDifferences(string file) => _file = file;

    public int Compared { get; private set; }

    public int Different { get; private set; }

    /// <summary>Compares every case of a data file with every release and gives back all that isn't as the list of differences says.</summary>
    public static OracleDifferences Compare(string file, Func<OracleCase, PromLauncher.Config.PrometheusVersion, (bool Accepted, string Why)> judge)
    {
        var (versions, cases) = Oracle.Read(file);
        var result = new OracleDifferences(Path.ChangeExtension(file, ".differences.txt"));
        result.Read(versions);
        foreach (var item in cases)
        {
            for (var i = 0; i < versions.Length; i++)
            {
                if (item.Verdicts[i] == '?') continue;
                result.Compared++;
                var (accepted, why) = judge(item, PromLauncher.Config.PrometheusVersion.Parse(versions[i]));
                if (accepted == (item.Verdicts[i] == '1')) continue;
                result.Different++;
                if (result._used.ContainsKey((item.Line, versions[i]))) result._used[(item.Line, versions[i])] = true;
                else result._unexpected.Add($"line {item.Line} with {versions[i]}: {(accepted ? "accepted here" : "refused here: " + why)}: {item.Text.ReplaceLineEndings("\\n")}");
            }
        }

        return result;
    }

    /// <summary>Fails on differences without a reason, on reasons without a difference, and above a share of differences.</summary>
    public void AssertExplained(double share)
    {
        Assert.True(_unexpected.Count == 0, string.Join('\n', _unexpected.Take(200)));
        var idle = _used.Where(used => !used.Value).Select(used => $"line {used.Key.Line} no longer differs with {used.Key.Version}").ToList();
        Assert.True(idle.Count == 0, string.Join('\n', idle));
        Assert.True(Different <= share * Compared, $"{Different} of {Compared} comparisons differ");
    }

    private void Read(string[] versions)
    {
        var path = Path.Combine(Repository.Root, "tests", "PromLauncher.Tests", "Data", "oracle", _file);
        if (!File.Exists(path)) return;
        foreach (var line in File.ReadAllLines(path))
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var words = line.Split(' ', 3);
            Assert.True(words.Length == 3 && words[2].Length > 10, $"{_file}: a difference needs a reason: {line}");
            foreach (var version in words[1] == "*" ? versions : words[1].Split(',')) _used[(int.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture), version)] = false;
        }
    }
}
