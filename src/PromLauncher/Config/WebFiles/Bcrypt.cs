using System.Globalization;

namespace PromLauncher.Config.WebFiles;

/// <summary>The form of a bcrypt hash as Go's <c>golang.org/x/crypto/bcrypt</c> reads it: <c>$2y$10$…</c>, 59 bytes at least.</summary>
internal static class Bcrypt
{
    /// <summary>True when the cost of the hash can be read: nothing else is checked before a login.</summary>
    public static bool IsHash(string text)
    {
        if (text.Length < 59 || text[0] != '$' || text[1] > '2') return false;
        var rest = text.AsSpan(2);
        if (rest[0] != '$') rest = rest[1..];
        return rest[0] == '$' && int.TryParse(rest[1..3], NumberStyles.None, CultureInfo.InvariantCulture, out var cost) && cost is >= 4 and <= 31;
    }
}
