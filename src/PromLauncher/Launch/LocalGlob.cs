using PromLauncher.Config;

namespace PromLauncher.Launch;

/// <summary>Expands a path pattern to local files (as Go's path/filepath.Glob).</summary>
internal static class LocalGlob
{
    /// <summary>The files, sorted; empty when there are none, or when a folder in the path can't be read.</summary>
    /// <param name="pattern">An absolute path or pattern.</param>
    public static IReadOnlyList<string> Files(string pattern)
    {
        if (!IsPattern(pattern)) return File.Exists(pattern) ? [pattern] : [];
        List<string> paths = ["/"];
        var parts = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < parts.Length; i++)
        {
            var (part, isLast) = (parts[i], i == parts.Length - 1);
            paths = [.. paths.SelectMany(folder => Entries(folder, part, isLast))];
        }

        paths.Sort(StringComparer.Ordinal);
        return paths;
    }

    private static bool IsPattern(string path) => path.AsSpan().ContainsAny('*', '?', '[');

    private static IEnumerable<string> Entries(string folder, string part, bool isLast)
    {
        if (!IsPattern(part))
        {
            var path = Path.Combine(folder, part);
            return (isLast ? File.Exists(path) : Directory.Exists(path)) ? [path] : [];
        }

        try
        {
            return (isLast ? Directory.GetFiles(folder) : Directory.GetDirectories(folder)).Where(path => BundleGlob.IsMatch(part, Path.GetFileName(path)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
