namespace PromLauncher.Supervision;

/// <summary>
/// Puts the arguments of a file in the place of <c>@file</c>, as kingpin does, the library that Prometheus reads its command line with: one a line,
/// lines that begin with <c>#</c> left out, files within files; behind <c>--</c> nothing is expanded. Done here, since flags in such a file count too.
/// </summary>
internal static class ArgumentFiles
{
    /// <summary>A file that names itself would have no end.</summary>
    private const int Most = 100;

    /// <summary>The words with the files' in their place. A file that can't be read is left for Prometheus to complain of.</summary>
    public static IReadOnlyList<string> Expand(IReadOnlyList<string> words)
    {
        if (!words.Any(IsFile)) return words;
        var expanded = new List<string>();
        var files = 0;
        var rest = new Stack<string>(words.Reverse());
        while (rest.TryPop(out var word))
        {
            if (word == "--")
            {
                expanded.Add(word);
                expanded.AddRange(rest);
                break;
            }

            if (IsFile(word) && files++ < Most && Read(word[1..]) is { } lines)
            {
                for (var line = lines.Count - 1; line >= 0; line--) rest.Push(lines[line]);
            }
            else
            {
                expanded.Add(word);
            }
        }

        return expanded;
    }

    private static bool IsFile(string word) => word.StartsWith('@');

    private static List<string>? Read(string path)
    {
        try
        {
            var lines = File.ReadAllText(path).Split('\n').Select(static line => line.EndsWith('\r') ? line[..^1] : line).ToList();
            if (lines[^1].Length == 0) lines.RemoveAt(lines.Count - 1);
            lines.RemoveAll(static line => line.StartsWith('#'));
            return lines;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
