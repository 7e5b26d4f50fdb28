using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PromLauncher.Releases;

/// <summary>The name of a set of files: the same paths and contents give the same name on every machine.</summary>
internal static class ContentHash
{
    /// <summary>
    /// The first 16 hexadecimal digits of a SHA-256. Short because it appears in logs and paths; a collision does no harm,
    /// since an existing release is compared byte by byte before it is used.
    /// </summary>
    public static string Of(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        var paths = new List<string>(files.Keys);
        paths.Sort(StringComparer.Ordinal);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in paths)
        {
            Append(hash, Encoding.UTF8.GetBytes(path));
            Append(hash, files[path].Span);
        }

        return Name(hash.GetHashAndReset());
    }

    /// <summary>A name for a pair of strings.</summary>
    public static string Of(string first, string second)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Encoding.UTF8.GetBytes(first));
        Append(hash, Encoding.UTF8.GetBytes(second));
        return Name(hash.GetHashAndReset());
    }

    /// <summary>Each part is preceded by its length, so that no two sets of parts hash the same bytes.</summary>
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }

    private static string Name(byte[] hash) => Convert.ToHexStringLower(hash, 0, 8);
}
