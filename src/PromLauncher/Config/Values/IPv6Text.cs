namespace PromLauncher.Config.Values;

/// <summary>
/// IPv6 addresses as Go reads them in a URL; stricter than <see cref="System.Net.IPAddress"/>, which reads brackets, ports and lengths of prefixes,
/// too. Source: ParseAddr of https://pkg.go.dev/net/netip.
/// </summary>
internal static class IPv6Text
{
    private const int Groups = 8;

    /// <summary>Whether a text without brackets and zone is an address. Its last two groups may be written as an IPv4 address.</summary>
    public static bool IsAddress(ReadOnlySpan<char> text)
    {
        if (text is "::") return true;
        var groups = 0;
        var isShortened = text.StartsWith("::");
        if (isShortened) text = text[2..];
        while (true)
        {
            var digits = 0;
            while (digits < text.Length && char.IsAsciiHexDigit(text[digits])) digits++;
            if (digits < text.Length && text[digits] == '.')
            {
                groups += 2;
                if (!IsIPv4(text)) return false;
                break;
            }

            if (digits is 0 or > 4) return false;
            groups++;
            text = text[digits..];
            if (text.IsEmpty) break;
            if (text[0] != ':' || text.Length == 1) return false;
            text = text[1..];
            if (text[0] != ':') continue;
            if (isShortened) return false;
            isShortened = true;
            text = text[1..];
            if (text.IsEmpty) break;
        }

        // "::" stands for one group at least.
        return isShortened ? groups < Groups : groups == Groups;
    }

    private static bool IsIPv4(ReadOnlySpan<char> text)
    {
        var parts = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            if (++parts > 4 || part.Length is 0 or > 3 || part.ContainsAnyExceptInRange('0', '9')) return false;
            if (part.Length > 1 && part[0] == '0' || int.Parse(part, System.Globalization.CultureInfo.InvariantCulture) > byte.MaxValue) return false;
        }

        return parts == 4;
    }
}
