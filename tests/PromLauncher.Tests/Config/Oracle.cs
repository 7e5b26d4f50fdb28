using System.Text.Json;

namespace PromLauncher.Tests.Config;

/// <summary>One text and what the releases' own promtool said of it.</summary>
/// <param name="Line">Its line in the data file, counted from 1.</param>
/// <param name="Kind">What it is: <c>config</c>, <c>rules</c>, <c>regex</c>, …</param>
/// <param name="Text">The text.</param>
/// <param name="Verdicts">One character a release: <c>1</c> accepted, <c>0</c> refused, <c>?</c> not comparable.</param>
internal sealed record OracleCase(int Line, string Kind, string Text, string Verdicts);

/// <summary>The observed verdicts of Data/oracle.</summary>
internal static class Oracle
{
    /// <summary>The releases and the cases of one data file.</summary>
    public static (string[] Versions, OracleCase[] Cases) Read(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "PromLauncher.Tests", "Data", "oracle", file));
        using var head = JsonDocument.Parse(lines[0]);
        var versions = head.RootElement.GetProperty("versions").EnumerateArray().Select(v => v.GetString()!).ToArray();
        return (versions, [.. lines.Skip(1).Select((line, index) => Parse(line, index + 2))]);
    }

    private static OracleCase Parse(string line, int number)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        return new(number, root.GetProperty("kind").GetString()!, root.GetProperty("text").GetString()!, root.GetProperty("v").GetString()!);
    }
}
