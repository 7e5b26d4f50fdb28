using PromLauncher.Config.Document;
using PromLauncher.Config.SigV4;
using PromLauncher.Config.Validation;

namespace PromLauncher.Config.Lints;

/// <summary>Lints for remote_write, mostly for Prometheus on ECS with AMP.</summary>
internal static class RemoteWriteLints
{
    private const string Path = "/api/v1/remote_write";

    /// <summary>Checks all endpoints.</summary>
    public static void Check(LintContext context)
    {
        Duplicates(context);
        Section? amp = null;
        foreach (var write in context.Config.Children("remote_write"))
        {
            if (write is null || write.IsRefused) continue;
            OwnRole(context, write);
            if (write.IsUnknown("url") || AmpHost.Region(write.Text("url")) is not { } region) continue;
            amp ??= write;
            Url(context, write);
            Signing(context, write, region);
            Retry(context, write);
        }

        if (amp is not null) HighAvailability(context, amp);
        if (context.Config.Find("remote_write") is { } slot && context.Options.Deployment is { FlushDeadlineSeconds: { } deadline, StopTimeoutSeconds: { } stop } && deadline >= stop)
        {
            context.Tell(FindingKind.FlushDeadline, slot.Key,
                $"Prometheus may take {deadline} s to send its last samples, but ECS kills the task {stop} s after asking it to stop.");
        }
    }

    /// <summary>
    /// promtool accepts equal sections; Prometheus fails with "duplicate remote write configs are not allowed" when it applies them. It compares what
    /// it would print of a section, so that secrets don't count and <c>name</c> does. Source: ApplyConfig and toHash in storage/remote/write.go.
    /// </summary>
    private static void Duplicates(LintContext context)
    {
        var writes = context.Config.Children("remote_write");
        if (writes.Length < 2) return;
        var seen = new Dictionary<string, Section>(StringComparer.Ordinal);
        foreach (var write in writes)
        {
            if (write is null || write.IsRefused) continue;
            var hash = RemoteWriteQueues.Fingerprint(write.Node);
            if (!seen.TryAdd(hash, write))
                context.Tell(FindingKind.DuplicateRemoteWrite, LintContext.Place(write, "url"),
                    $"This `remote_write` is the same as that of line {seen[hash].Node.Span.Line}: Prometheus accepts each section only once.");
        }
    }

    private static void Url(LintContext context, Section write)
    {
        var url = write.Text("url");
        var place = LintContext.Place(write, "url");
        var start = url.IndexOf("//", StringComparison.Ordinal) is >= 0 and var scheme ? url.IndexOf('/', scheme + 2) : -1;
        var path = start < 0 ? "" : url[start..];
        if (path.Contains("//", StringComparison.Ordinal)) context.Tell(FindingKind.AmpUrlSlash, place, "This AMP URL has two slashes in a row.");
        else if (path.EndsWith(Path + "/", StringComparison.Ordinal)) context.Tell(FindingKind.AmpUrlSlash, place, "This AMP URL ends with a slash.");
        else if (!path.EndsWith(Path, StringComparison.Ordinal)) context.Tell(FindingKind.AmpUrlPath, place, $"This AMP URL does not end with {Path}.");
    }

    private static void Signing(LintContext context, Section write, string region)
    {
        if (write.Find("sigv4") is not { } slot)
        {
            context.Tell(FindingKind.AmpWithoutSigV4, write.Find("url")!.Key, "AMP accepts signed requests only, but this `remote_write` has no `sigv4`.");
            return;
        }

        if (slot.Content is not Section sigv4 || sigv4.IsUnknown("region")) return;
        var named = sigv4.Text("region");
        if (named.Length > 0 && named != region)
            context.Tell(FindingKind.AmpRegion, LintContext.Place(sigv4, "region"),
                $"Requests are signed for {Findings.Show(LintContext.Place(sigv4, "region"))}, but the URL is in another region.");
    }

    private static void Retry(LintContext context, Section write)
    {
        if (write.IsUnknown("queue_config") || write.Child("queue_config") is { } queue && (queue.Truth("retry_on_http_429") || queue.IsUnknown("retry_on_http_429")))
            return;
        context.Tell(FindingKind.AmpRetry, write.Find("queue_config")?.Key ?? write.Find("url")!.Key,
            "AMP answers 429 when it throttles, and Prometheus then drops the samples for good.");
    }

    private static void HighAvailability(LintContext context, Section amp)
    {
        var global = context.Config.Child("global");
        var labels = global?.Find("external_labels");
        var mapping = labels?.Value as MappingNode;
        var cluster = mapping is not null && mapping.FindMerged("cluster") is not null;
        var replica = mapping is not null && mapping.FindMerged("__replica__") is not null;
        if (cluster && replica) return;
        if (cluster || replica)
        {
            var (has, lacks) = cluster ? ("cluster", "__replica__") : ("__replica__", "cluster");
            context.Tell(FindingKind.AmpHighAvailability, labels!.Key, $"`external_labels` has `{has}` but not `{lacks}`: AMP needs both to remove duplicates.");
        }
        else
        {
            context.Tell(FindingKind.AmpNoHighAvailability, amp.Find("url")!.Key,
                "`external_labels` has neither `cluster` nor `__replica__`: AMP would store the series of two tasks twice, or refuse them as out of order.");
        }
    }

    private static void OwnRole(LintContext context, Section write)
    {
        if (context.Options.Deployment.TaskRoleArn is not { } own || write.Child("sigv4") is not { } sigv4 || sigv4.Text("role_arn") != own) return;
        context.Tell(FindingKind.SigV4OwnRole, LintContext.Place(sigv4, "role_arn"), "`role_arn` is the task's own role.");
    }
}
