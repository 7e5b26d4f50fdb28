namespace PromLauncher.Config.Validation.Targets;

/// <summary>What promtool checks in an address, in Go's terms.</summary>
internal static class TargetAddress
{
    /// <summary>
    /// True for a host that lacks its port: until 2.55 Prometheus then added the default port of the scheme. Source: <c>addPort</c> in scrape/target.go.
    /// </summary>
    public static bool LacksPort(string address) => !IsHostAndPort(address) && IsHostAndPort(address + ":1234");

    /// <summary>Go's <c>net.SplitHostPort</c> succeeds.</summary>
    private static bool IsHostAndPort(ReadOnlySpan<char> text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0) return false;
        var (open, close) = (0, 0);
        if (text[0] == '[')
        {
            var end = text.IndexOf(']');
            if (end < 0 || end + 1 != colon) return false;
            (open, close) = (1, end + 1);
        }
        else if (text[..colon].Contains(':'))
        {
            return false;
        }

        return !text[open..].Contains('[') && !text[close..].Contains(']');
    }
}
