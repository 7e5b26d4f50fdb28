using System.Globalization;

namespace PromLauncher.Bench;

/// <summary>The resident memory of a process, by what it is (proc_pid_smaps(5)); in KiB.</summary>
/// <param name="Parts">Each kind: its name, what is resident, and what of that no other process shares.</param>
internal sealed record Memory(IReadOnlyList<(string Name, long Resident, long Private)> Parts)
{
    /// <summary>All of it.</summary>
    public long Resident => Parts.Sum(static part => part.Resident);

    /// <summary>Looks at a process.</summary>
    public static Memory Of(int process)
    {
        var parts = new Dictionary<string, (long Resident, long Private)>();
        var name = "";
        foreach (var line in File.ReadLines($"/proc/{process}/smaps"))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0].Contains('-', StringComparison.Ordinal)) name = Kind(words, name);
            var part = parts.GetValueOrDefault(name);
            switch (words[0])
            {
                case "Rss:":
                    parts[name] = part with { Resident = part.Resident + Kib(words) };
                    break;
                case "Private_Clean:" or "Private_Dirty:":
                    parts[name] = part with { Private = part.Private + Kib(words) };
                    break;
            }
        }

        return new Memory([.. parts.Where(static part => part.Value.Resident > 0).OrderByDescending(static part => part.Value.Resident).Select(static part => (part.Key, part.Value.Resident, part.Value.Private))]);
    }

    private static long Kib(string[] words) => long.Parse(words[1], CultureInfo.InvariantCulture);

    private static string Kind(string[] words, string before)
    {
        var path = words.Length > 5 ? Path.GetFileName(words[5]) : "";
        return path switch
        {
            "promlauncher" => words[1].Contains('w', StringComparison.Ordinal) ? "the binary's data" : words[1].Contains('x', StringComparison.Ordinal) ? "the binary's code" : "the binary's constants",
            "[heap]" => "malloc: OpenSSL, the runtime",
            _ when path.StartsWith("libcrypto", StringComparison.Ordinal) || path.StartsWith("libssl", StringComparison.Ordinal) => "OpenSSL's libraries",
            _ when path.EndsWith(']') => "the kernel's pages and the first stack",

            // What follows the binary without a name is its zeroed part, into which .NET unpacks its types at the start.
            "" when before is "the binary's data" or Unpacked => Unpacked,
            "" => "the managed heap, threads' stacks, malloc of threads",
            _ => "other libraries",
        };
    }

    private const string Unpacked = "the binary's types, unpacked at the start";
}
