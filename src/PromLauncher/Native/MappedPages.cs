using System.Globalization;
using System.Runtime.InteropServices;

namespace PromLauncher.Native;

/// <summary>Pages of programs and libraries that are mapped into this process.</summary>
internal static partial class MappedPages
{
    /// <summary>MADV_DONTNEED (madvise(2)): a page touched again is read back from the file, usually still in the page cache.</summary>
    private const int NotNeeded = 4;

    /// <summary>
    /// Releases clean pages of code: otherwise what a start needs once (reading YAML, the first handshake) keeps half of the binary resident. Only for mappings that
    /// can't hold anything but the file's content: code of libraries, and all of our own binary that was never written to (a relocated page would be lost).
    /// </summary>
    /// <param name="smaps">The lines of <c>/proc/self/smaps</c>.</param>
    /// <param name="own">The path of our own binary.</param>
    public static void Release(IEnumerable<string> smaps, string own)
    {
        foreach (var (start, length) in Clean(smaps, own)) _ = Advise(start, (nuint)length, NotNeeded);
    }

    /// <summary>The mappings that may be released.</summary>
    internal static IEnumerable<(nint Start, long Length)> Clean(IEnumerable<string> smaps, string own)
    {
        (nint Start, long Length) mapping = default;
        foreach (var line in smaps)
        {
            // 55d4d40ad000-55d4d4747000 r-xp 00601000 fe:01 917521    /usr/local/bin/promlauncher
            if (line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries) is [var range, { Length: 4 } access, _, _, _, var path] && range.Split('-') is [var from, var to])
            {
                var isOwn = path == own;
                mapping = (access == "r-xp" && path.StartsWith('/') || access == "r--p" && isOwn)
                    && nint.TryParse(from, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var start) && nint.TryParse(to, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var end)
                    ? (start, end - start)
                    : default;
            }
            else if (mapping.Length > 0 && line.StartsWith("Anonymous:", StringComparison.Ordinal))
            {
                if (!line.EndsWith(" 0 kB", StringComparison.Ordinal)) mapping = default;
            }
            else if (mapping.Length > 0 && line.StartsWith("Swap:", StringComparison.Ordinal))
            {
                // A written page that is swapped out counts here, and no longer as anonymous.
                if (line.EndsWith(" 0 kB", StringComparison.Ordinal)) yield return (mapping.Start, mapping.Length);
                mapping = default;
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}
