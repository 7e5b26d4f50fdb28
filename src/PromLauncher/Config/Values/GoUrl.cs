namespace PromLauncher.Config.Values;

/// <summary>
/// A URL as Go's <c>net/url.Parse</c> splits it; far more lenient than RFC 3986. Source: https://pkg.go.dev/net/url.
/// </summary>
/// <param name="Scheme">In lower case; empty when there is none.</param>
/// <param name="HasUserInfo">True when it contains a user or a password.</param>
/// <param name="Host">Host and port.</param>
/// <param name="Path">The path, still escaped.</param>
/// <param name="Query">What follows the <c>?</c>.</param>
internal readonly record struct GoUrl(string Scheme, bool HasUserInfo, string Host, string Path, string Query)
{
    /// <summary>The host without its port and brackets.</summary>
    public string HostName
    {
        get
        {
            if (Host.StartsWith('[')) return Host.IndexOf(']') is > 0 and var close ? Host[1..close] : Host;
            return Host.LastIndexOf(':') is >= 0 and var colon ? Host[..colon] : Host;
        }
    }

    /// <summary>Reads a URL.</summary>
    /// <param name="text">The text.</param>
    /// <param name="go">The Go release whose rules apply.</param>
    /// <param name="url">What was read.</param>
    /// <returns>Null when Go accepts it, else what is wrong (without repeating the text, which may hold a password).</returns>
    public static string? Parse(string text, GoRelease go, out GoUrl url)
    {
        url = new("", false, "", "", "");
        var rest = text.AsSpan();
        var fragment = ReadOnlySpan<char>.Empty;
        if (rest.IndexOf('#') is >= 0 and var hash)
        {
            fragment = rest[(hash + 1)..];
            rest = rest[..hash];
        }

        foreach (var c in rest)
        {
            if (c < ' ' || c == 0x7f) return "it contains a control character (a line break?)";
        }

        if (TakeScheme(ref rest, out var scheme) is { } fault) return fault;
        var query = "";
        if (rest.IndexOf('?') is >= 0 and var mark)
        {
            query = rest[(mark + 1)..].ToString();
            rest = rest[..mark];
        }

        if (!rest.StartsWith("/"))
        {
            url = new(scheme, false, "", "", query);
            if (scheme.Length > 0) return GoUrlHost.Unescape(fragment, GoUrlHost.Part.Path);
            var segment = rest.IndexOf('/') is >= 0 and var slash ? rest[..slash] : rest;
            if (segment.Contains(':')) return "there is a ':' before the first '/': a scheme such as https:// is missing";
        }

        var user = false;
        var host = "";
        if (rest.StartsWith("//") && (scheme.Length > 0 || !rest.StartsWith("///")))
        {
            var authority = rest[2..];
            rest = default;
            if (authority.IndexOf('/') is >= 0 and var slash)
            {
                rest = authority[slash..];
                authority = authority[..slash];
            }

            if (GoUrlHost.Check(authority, go, out user, out host) is { } wrong) return wrong;
        }

        url = new(scheme, user, host, rest.ToString(), query);
        return GoUrlHost.Unescape(rest, GoUrlHost.Part.Path) ?? GoUrlHost.Unescape(fragment, GoUrlHost.Part.Path);
    }

    private static string? TakeScheme(ref ReadOnlySpan<char> text, out string scheme)
    {
        scheme = "";
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiLetter(c)) continue;
            if (char.IsAsciiDigit(c) || c is '+' or '-' or '.')
            {
                if (i == 0) return null;
                continue;
            }

            if (c != ':') return null;
            if (i == 0) return "the scheme before ':' is missing";
            scheme = text[..i].ToString().ToLowerInvariant();
            text = text[(i + 1)..];
            return null;
        }

        return null;
    }
}
