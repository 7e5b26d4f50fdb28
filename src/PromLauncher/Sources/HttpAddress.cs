namespace PromLauncher.Sources;

/// <summary>What may be shown of a URL.</summary>
internal static class HttpAddress
{
    /// <summary>The URL without user info, query and fragment: each of them may hold a secret.</summary>
    public static string Redact(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal);
        if (start < 0) return "";
        start += 3;
        var end = url.AsSpan(start).IndexOfAny('?', '#');
        end = end < 0 ? url.Length : start + end;
        var slash = url.AsSpan(start, end - start).IndexOf('/');
        var authority = slash < 0 ? end : start + slash;
        var user = url.AsSpan(start, authority - start).LastIndexOf('@');
        // An unescaped '/', '?' or '#' in a password leaves an invalid port: then everything up to the last '@' is user info.
        if (user < 0 && HasNoPort(url.AsSpan(start, authority - start)) && url.LastIndexOf('@') is var last && last > authority)
            return Redact(string.Concat(url.AsSpan(0, start), url.AsSpan(last + 1)));
        return string.Concat(url.AsSpan(0, start), url.AsSpan(start + user + 1, end - start - user - 1));
    }

    private static bool HasNoPort(ReadOnlySpan<char> authority) =>
        !authority.StartsWith("[") && authority.IndexOf(':') is >= 0 and var colon && authority[(colon + 1)..].ContainsAnyExceptInRange('0', '9');
}
