using System.Globalization;
using System.Text.RegularExpressions;

namespace PromLauncher.Bench;

/// <summary>The size of the binary, and what makes most of it.</summary>
internal static partial class Sizes
{
    /// <summary>Adds the rows.</summary>
    public static void Run(Table table, string binary)
    {
        table.Row("native binary, stripped", Megabytes(new FileInfo(binary).Length), "≤ 14 MB");
        foreach (var (name, size) in Sections(binary).Take(6)) table.Row($"of that, the section {name}", Megabytes(size));
        foreach (var (name, size) in Code(binary).Take(12)) table.Row($"of that, code of {name}", Megabytes(size));
    }

    /// <summary>The sections that stand in the file, the largest first.</summary>
    private static IEnumerable<(string Name, long Size)> Sections(string binary) =>
        from line in Tool("readelf", "-SW", binary)
        let match = Section().Match(line)
        where match.Success && match.Groups[2].Value != "NOBITS"
        let size = long.Parse(match.Groups[3].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        orderby size descending
        select (match.Groups[1].Value, size);

    /// <summary>Code by the assembly that the compiler's names begin with; what has no such name is the runtime's and its C libraries'.</summary>
    private static IEnumerable<(string Name, long Size)> Code(string binary) =>
        from line in Tool("nm", "-S", binary + ".dbg")
        let words = line.Split(' ', 4)
        where words.Length == 4 && words[2] is "t" or "T"
        group long.Parse(words[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture) by AssemblyOf(words[3]) into parts
        let sum = parts.Sum()
        orderby sum descending
        select (parts.Key, sum);

    private static string AssemblyOf(string symbol)
    {
        var match = Assembly().Match(symbol);
        return match.Success ? match.Groups[1].Value.Replace("S_P_", "System.Private.", StringComparison.Ordinal).Replace('_', '.') : "the runtime, OpenSSL's shim, zlib";
    }

    /// <summary>Bytes as MB.</summary>
    public static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.00} MB");

    /// <summary>A tool's output, line by line; it may be long.</summary>
    private static string[] Tool(params string[] words)
    {
        using var process = Measured.Start(new Dictionary<string, string?>(), words);
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? text.Split('\n') : throw new InvalidOperationException($"{words[0]} ended with {process.ExitCode}: {error.Result}");
    }

    [GeneratedRegex(@"^\s*\[\s*\d+\]\s+(\S+)\s+(\S+)\s+[0-9a-f]+\s+[0-9a-f]+\s+([0-9a-f]+)")]
    private static partial Regex Section();

    [GeneratedRegex("^(?:<unbox(?:ing)?>_?|unbox_|_)*(S_P_[A-Za-z]+|AWSSDK_[A-Za-z0-9]+|CliWrap|promlauncher|System_[A-Za-z]+(?:_[A-Z][A-Za-z0-9]*)*?(?=_System_|__|_Interop|_Internal_|_Microsoft_))")]
    private static partial Regex Assembly();
}
