using System.Net;
using System.Net.Sockets;

namespace PromLauncher.Config.Values;

/// <summary>User info, host and escapes of a URL, by the rules of Go's <c>net/url</c>.</summary>
internal static class GoUrlHost
{
    /// <summary>The part of a URL: it determines which characters need an escape.</summary>
    public enum Part
    {
        /// <summary>Path or fragment.</summary>
        Path,

        /// <summary>User or password.</summary>
        User,

        /// <summary>Host.</summary>
        Host,

        /// <summary>The zone of an IPv6 address.</summary>
        Zone,
    }

    /// <summary>Checks <c>user:password@host:port</c>.</summary>
    public static string? Check(ReadOnlySpan<char> authority, GoRelease go, out bool user, out string host)
    {
        var at = authority.LastIndexOf('@');
        user = at >= 0;
        var place = authority[(at + 1)..];
        host = place.ToString();
        if (CheckHost(place, go) is { } fault) return fault;
        if (!user) return null;
        foreach (var c in authority[..at])
        {
            if (!char.IsAsciiLetterOrDigit(c) && !"-._:~!$&'()*+,;=%@".Contains(c)) return "the user or password contains a character that must be escaped as %XX";
        }

        return Unescape(authority[..at], Part.User);
    }

    /// <summary>Checks the escapes of a text, and in a host its characters.</summary>
    public static string? Unescape(ReadOnlySpan<char> text, Part part)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '%')
            {
                if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2])) return "a '%' is not followed by two hexadecimal digits; write %25 for the character itself";
                var percent = text.Slice(i, 3) is "%25";
                // RFC 6874: in a host only bytes above 0x7f may be escaped.
                if (part == Part.Host && text[i + 1] < '8' && !percent) return "the host contains an escape that is not allowed there";
                if (part == Part.Zone && !percent && Escaped(text[i + 1], text[i + 2]) is var value && value != ' ' && value < 0x80 && !IsHostCharacter((char)value)) return "the zone of the address contains an escape that is not allowed there";
                i += 2;
            }
            else if (part is Part.Host or Part.Zone && c < 0x80 && !IsHostCharacter(c))
            {
                return $"the character '{c}' is not allowed in a host name";
            }
        }

        return null;
    }

    private static string? CheckHost(ReadOnlySpan<char> host, GoRelease go)
    {
        // Go 1.26 (and late patches before it) looks for brackets and colons anywhere in the host.
        if (!host.StartsWith("["))
        {
            if (host.LastIndexOf(':') is >= 0 and var colon)
            {
                if (!IsPort(host[colon..])) return "the port is not a number";
                if (go.Minor >= 26 && host[..colon].Contains(':')) return "the host contains more than one ':'; write an IPv6 address in [ ]";
            }

            return Unescape(host, Part.Host);
        }

        var close = host.LastIndexOf(']');
        if (close < 0) return "the ']' of the IPv6 address is missing";
        if (!IsPort(host[(close + 1)..])) return "the port is not a number";
        var address = host[1..close];
        if (address.IndexOf("%25") is >= 0 and var zone)
        {
            if (Unescape(address[..zone], Part.Host) is { } fault) return fault;
            if (Unescape(address[zone..], Part.Zone) is { } other) return other;
            address = address[..zone];
        }
        else if (Unescape(host, Part.Host) is { } fault)
        {
            return fault;
        }

        // Only since Go 1.25.2 must the content of the brackets be an address (golang.org/issue/75678).
        return go.Minor >= 26 && !IsAddress(address) ? "the text in [ ] is not an IPv6 address" : null;
    }

    private static bool IsAddress(ReadOnlySpan<char> text) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;

    private static bool IsPort(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return true;
        if (text[0] != ':') return false;
        foreach (var c in text[1..])
        {
            if (!char.IsAsciiDigit(c)) return false;
        }

        return true;
    }

    private static int Escaped(char high, char low) => Convert.ToInt32($"{high}{low}", 16);

    private static bool IsHostCharacter(char c) => char.IsAsciiLetterOrDigit(c) || "-_.~!$&'()*+,;=:[]<>\"".Contains(c);
}
