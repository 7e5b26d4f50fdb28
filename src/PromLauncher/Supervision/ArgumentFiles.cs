namespace PromLauncher.Supervision;

/// <summary>
/// Replaces <c>@file</c> by the arguments in that file, as kingpin does, the library that Prometheus uses for its command line: one per line, lines
/// that begin with <c>#</c> are skipped, files may include files; nothing is expanded after <c>--</c>. The launcher needs it to see flags in such files.
/// </summary>
internal static class ArgumentFiles
{
    /// <summary>Bounds a file that includes itself.</summary>
    private const int Most = 100;

    /// <summary>The arguments with all files expanded. A file that can't be read is left for Prometheus to report.</summary>
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
