using PromLauncher.Config.Document;
using PromLauncher.Config.Values;

namespace PromLauncher.Config.Validation.Rules;

/// <summary>Headers that Prometheus sets itself can't be set in the file.</summary>
internal static class Headers
{
    /// <summary><c>http_headers</c>.</summary>
    public static void HttpHeaders(RuleContext context)
    {
        if (!context.IsSet(context.Rule.Arguments[0])) return;
        foreach (var (name, key) in Names(context))
        {
            if (IsReserved(name) || name is "authorization" or "x-prometheus-scrape-timeout-seconds") Reserved(context, key, "Remove it.");
        }
    }

    /// <summary><c>headers</c> of remote_write, remote_read and tracing.</summary>
    public static void Remote(RuleContext context)
    {
        foreach (var (name, key) in Names(context))
        {
            if (name == "authorization") Reserved(context, key, "Use `basic_auth`, `authorization`, `oauth2` or `sigv4`.");
            else if (IsReserved(name)) Reserved(context, key, "Remove it.");
        }
    }

    private static void Reserved(RuleContext context, Node key, string help) =>
        context.Error(FindingKind.ReservedHeader, key, $"Prometheus sets the header {Findings.Show(key)} itself: it can't be set here.", help);

    private static bool IsReserved(string name) => name is
        "host" or "content-encoding" or "content-length" or "content-type" or "user-agent" or "connection" or "keep-alive"
        or "proxy-authenticate" or "proxy-authorization" or "www-authenticate" or "accept-encoding"
        or "x-prometheus-remote-write-version" or "x-prometheus-remote-read-version"
        or "x-amz-date" or "x-amz-security-token" or "x-amz-content-sha256";

    private static IEnumerable<(string Name, Node Key)> Names(RuleContext context)
    {
        if (context.Section.Find(context.Rule.Arguments[0]) is not { State: SlotState.Read, Value: MappingNode mapping }) yield break;
        foreach (var (key, _) in mapping.Entries)
        {
            if (!GoScalar.IsMerge(key) && key.Resolve() is ScalarNode scalar) yield return (scalar.Value.ToLowerInvariant(), key);
        }
    }
}
