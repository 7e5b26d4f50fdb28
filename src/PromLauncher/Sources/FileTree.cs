using System.Globalization;
using System.Text;
using PromLauncher.Telemetry;

namespace PromLauncher.Sources;

/// <summary>
/// Collects the files of one prefix or folder. Only what can be published as it is gets in: nothing may leave
/// the release's folder, and no name may be both a file and a folder.
/// </summary>
/// <param name="place">The location as shown in errors.</param>
/// <param name="maximum">The maximum number of files.</param>
internal sealed class FileTree(string place, int maximum)
{
    private const int LongestName = 255;
    private const int LongestPath = 3000;

    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);

    /// <summary>Adds one path.</summary>
    /// <exception cref="FailureException">It can't be published, or there are too many (invalid).</exception>
    public void Add(string path)
    {
        if (Refusal(path) is { } reason)
            throw new FailureException(FailureKind.Invalid, $"{place} contains '{path}', which can't be published: {reason}.", "Rename or remove it.");
        if (_files.Count > maximum)
        {
            throw new FailureException(FailureKind.Invalid,
                string.Create(CultureInfo.InvariantCulture, $"{place} contains more than {maximum} files."),
                "Name a prefix that contains only the configuration, or raise --max-objects.");
        }
    }

    /// <summary>Makes sure that the main file is there.</summary>
    /// <exception cref="FailureException">It is not (not found); the message lists candidates.</exception>
    public void Require(string mainFile)
    {
        if (_files.Contains(mainFile)) return;
        var candidates = new List<string>();
        foreach (var file in _files)
        {
            if (!file.Contains('/') && (file.EndsWith(".yml", StringComparison.Ordinal) || file.EndsWith(".yaml", StringComparison.Ordinal))) candidates.Add(file);
        }

        candidates.Sort(StringComparer.Ordinal);
        var help = candidates.Count > 0
            ? $"If one of these is the main file, name it with --main-file: {string.Join(", ", candidates.Take(5))}"
            : $"Upload {mainFile}, or name the main file with --main-file.";
        throw new FailureException(FailureKind.NotFound,
            string.Create(CultureInfo.InvariantCulture, $"{place} contains no {mainFile} ({_files.Count} files found)."), help);
    }

    private string? Refusal(string path)
    {
        if (path.Length == 0) return "its name is empty";
        if (path.Contains('\0')) return "its name contains a NUL character";
        if (path[0] == '/') return "its name is absolute";
        if (Encoding.UTF8.GetByteCount(path) > LongestPath) return "its name is too long";
        for (var start = 0; start <= path.Length;)
        {
            var end = path.IndexOf('/', start);
            if (end < 0) end = path.Length;
            var part = path.AsSpan(start, end - start);
            if (part.Length == 0) return "a part of its name is empty";
            if (part is "." or "..") return $"a part of its name is '{part}'";
            if (Encoding.UTF8.GetByteCount(part) > LongestName) return "a part of its name has more than 255 bytes";
            if (end == path.Length) break;
            var folder = path[..end];
            if (_files.Contains(folder)) return $"'{folder}' is also a file";
            _folders.Add(folder);
            start = end + 1;
        }

        if (_folders.Contains(path)) return "it is also a folder";
        return _files.Add(path) ? null : "it is listed twice";
    }
}
