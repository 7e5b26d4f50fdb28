using System.Globalization;
using System.Text;
using PromLauncher.Native;

namespace PromLauncher.Releases;

/// <summary>The list of good releases: one a line, newest first, <c>hash origin time</c>.</summary>
/// <param name="path">The file.</param>
internal sealed class GoodReleases(string path)
{
    /// <summary>How many good releases are kept.</summary>
    public const int Kept = 2;

    /// <summary>Reads the list; malformed lines are skipped, and a missing or unreadable file is an empty list.</summary>
    public IReadOnlyList<GoodRelease> Read()
    {
        var found = new List<GoodRelease>(Kept);
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return found;
        }

        foreach (var line in lines)
        {
            if (line.Split(' ') is [{ Length: 16 } hash, { Length: 16 } origin, var time] && !hash.AsSpan().ContainsAnyExcept("0123456789abcdef")
                && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800)
                found.Add(new GoodRelease(hash, origin, DateTimeOffset.FromUnixTimeSeconds(seconds)));
        }

        return found;
    }

    /// <summary>Puts a release first, and waits until the list is on stable storage.</summary>
    /// <returns>The new list.</returns>
    /// <exception cref="FileSystemException">It can't be written.</exception>
    public IReadOnlyList<GoodRelease> Add(GoodRelease release)
    {
        var list = new List<GoodRelease>(Kept) { release };
        foreach (var other in Read())
        {
            if (list.Count < Kept && (other.Hash, other.Origin) != (release.Hash, release.Origin)) list.Add(other);
        }

        var text = new StringBuilder();
        foreach (var (hash, origin, marked) in list) text.Append(CultureInfo.InvariantCulture, $"{hash} {origin} {marked.ToUnixTimeSeconds()}\n");
        AtomicFile.Write(path, Encoding.ASCII.GetBytes(text.ToString()), PrivateFolder.FileMode, durable: true);
        return list;
    }
}

/// <summary>A release that Prometheus has accepted.</summary>
/// <param name="Hash">Its content's hash.</param>
/// <param name="Origin">The hash of its location and main file: a release belongs to where it came from.</param>
/// <param name="Marked">When it proved good.</param>
internal sealed record GoodRelease(string Hash, string Origin, DateTimeOffset Marked);
