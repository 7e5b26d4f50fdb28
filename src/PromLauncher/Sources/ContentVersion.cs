using System.Security.Cryptography;
using System.Text;

namespace PromLauncher.Sources;

/// <summary>A version for sources that have none of their own.</summary>
internal static class ContentVersion
{
    /// <summary>The first 16 hexadecimal digits of a SHA-256 over all names and contents.</summary>
    public static string Of(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in files.Keys.Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0{files[name].Length}\0"));
            hash.AppendData(files[name].Span);
        }

        return Shorten(hash);
    }

    /// <summary>The same over names and ETags.</summary>
    public static string Of(IReadOnlyDictionary<string, string> listing)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in listing.Keys.Order(StringComparer.Ordinal)) hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0{listing[name]}\0"));
        return Shorten(hash);
    }

    /// <summary>A snapshot of these files, or <paramref name="previous"/> when nothing has changed.</summary>
    public static Snapshot Snapshot(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, string mainFile, Snapshot? previous)
    {
        var snapshot = new Snapshot(files, mainFile);
        return previous is not null && previous.MainFile == mainFile && previous.Version == snapshot.Version ? previous : snapshot;
    }

    private static string Shorten(IncrementalHash hash) => "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
}
