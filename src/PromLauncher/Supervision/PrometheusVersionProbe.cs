using System.Globalization;
using System.Text;
using PromLauncher.Config;

namespace PromLauncher.Supervision;

/// <summary>
/// Gets the release of Prometheus or promtool (<c>--version</c>, about 30 ms), and caches it while the file has the same path, size and time.
/// </summary>
/// <param name="cacheFolder">A private folder for the cache, or null for no cache.</param>
public sealed class PrometheusVersionProbe(string? cacheFolder)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>The binary that holds the trampoline; null means this one.</summary>
    internal string? Launcher { get; init; }

    /// <summary>The release of a program.</summary>
    /// <param name="path">Prometheus or promtool, as a path.</param>
    /// <param name="cancellation">Kills the program.</param>
    /// <returns>Null when it prints none: it is another program, or can't be run.</returns>
    public async Task<PrometheusVersion?> ReadAsync(string path, CancellationToken cancellation)
    {
        var identity = Identify(path);
        var cache = cacheFolder is null || identity is null ? null : Path.Combine(cacheFolder, $"version-{Path.GetFileName(path)}");
        if (cache is not null && ReadCache(cache, identity!) is { } known) return known;
        var (code, output) = await new Tool(path, Timeout, Launcher).RunAsync(["--version"], cancellation);
        if (code != 0 || Parse(output) is not { } version) return null;
        if (cache is not null) WriteCache(cache, identity!, version);
        return version;
    }

    /// <summary>Reads <c>prometheus, version 2.42.0+ds (branch: …)</c> (prometheus/common, version.Print), on the first line that matches.</summary>
    internal static PrometheusVersion? Parse(string output)
    {
        const string Marker = ", version ";
        foreach (var line in output.Split('\n'))
        {
            if (line.IndexOf(Marker, StringComparison.Ordinal) is not (>= 0 and var at)) continue;
            if (PrometheusVersion.TryParse(line[(at + Marker.Length)..].Split(' ')[0], out var version)) return version;
        }

        return null;
    }

    private static string? Identify(string path)
    {
        try
        {
            // A link's own time does not change when its target is replaced.
            var file = new FileInfo(path) is { LinkTarget: not null } link ? (FileInfo?)link.ResolveLinkTarget(returnFinalTarget: true) : new FileInfo(path);
            return file is { Exists: true } ? string.Create(CultureInfo.InvariantCulture, $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}") : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static PrometheusVersion? ReadCache(string cache, string identity)
    {
        try
        {
            return File.ReadAllLines(cache) is [var known, var text] && known == identity && PrometheusVersion.TryParse(text, out var version) ? version : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Written by rename, as another launcher may be reading it. Failing to write the cache is harmless.</summary>
    private static void WriteCache(string cache, string identity, PrometheusVersion version)
    {
        try
        {
            var draft = $"{cache}.{Guid.NewGuid():N}";
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            using (var file = new FileStream(draft, options)) file.Write(Encoding.UTF8.GetBytes($"{identity}\n{version}\n"));
            File.Move(draft, cache, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
