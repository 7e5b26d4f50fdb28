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
                if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                    return "a '%' is not followed by two hexadecimal digits; write %25 for the character itself";
                var percent = text.Slice(i, 3) is "%25";
                // RFC 6874: in a host only bytes above 0x7f may be escaped.
                if (part == Part.Host && text[i + 1] < '8' && !percent) return "the host contains an escape that is not allowed there";
                if (part == Part.Zone && !percent && Escaped(text[i + 1], text[i + 2]) is var value && value != ' ' && value < 0x80 && !IsHostCharacter((char)value))
                    return "the zone of the address contains an escape that is not allowed there";
                i += 2;
            }
            else if (part is Part.Host or Part.Zone && c < 0x80 && !IsHostCharacter(c))
            {
                return $"the character '{c}' is not allowed in a host name";
            }
        }

        return null;
    }

    /// <summary>
    /// Checks host and port. More than one colon outside of brackets is accepted by every release: Go 1.26 refuses it in a module for Go 1.26, and
    /// the go.mod of Prometheus 3.14 still says 1.25 (GODEBUG setting <c>urlstrictcolons</c>).
    /// </summary>
    private static string? CheckHost(ReadOnlySpan<char> host, GoRelease go)
    {
        // Go 1.25.2 looks for brackets anywhere in the host (golang.org/issue/75678), Go 1.26.1 only allows them at its start (golang.org/issue/77578).
        var isStrict = go.AtLeast(25, 2);
        var open = isStrict ? host.LastIndexOf('[') : host.StartsWith("[") ? 0 : -1;
        if (open < 0)
        {
            return host.LastIndexOf(':') is >= 0 and var colon && !IsPort(host[colon..]) ? "the port is not a number" : Unescape(host, Part.Host);
        }

        if (open > 0 && go.AtLeast(26, 1)) return "the host contains a '[' that is not its first character";
        var close = host.LastIndexOf(']');
        if (close < open) return "the ']' of the IPv6 address is missing";
        if (!IsPort(host[(close + 1)..])) return "the port is not a number";
        var literal = host[(open + 1)..close];
        var zone = literal.IndexOf("%25");
        if (Unescape(zone < 0 ? literal : literal[..zone], Part.Host) is { } fault) return fault;
        if (zone >= 0 && Unescape(literal[zone..], Part.Zone) is { } other) return other;
        if (!isStrict) return null;
        return zone != literal.Length - "%25".Length && IPv6Text.IsAddress(zone < 0 ? literal : literal[..zone]) ? null : "the text in [ ] is not an IPv6 address";
    }

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
