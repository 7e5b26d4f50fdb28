using PromLauncher.Config.Document;
using PromLauncher.Config.Validation;

namespace PromLauncher.Config.Changes;

/// <summary>
/// The changes of behaviour since the oldest known release that depend on the configuration. Sources: Prometheus's CHANGELOG (entries marked
/// CHANGE) and its migration guide.
/// </summary>
internal static class BehaviourChanges
{
    private static readonly string[] Credentials = ["basic_auth", "authorization", "oauth2", "bearer_token", "bearer_token_file", "http_headers", "headers"];

    /// <summary>All of them, oldest first.</summary>
    public static IReadOnlyList<BehaviourChange> All =>
    [
        new(FindingKind.ChangedBackoff, new(2, 32), "Set `queue_config.max_backoff` explicitly.")
        {
            Touches = static (section, _) => RemoteWrite(section, "max_backoff"),
        },
        new(FindingKind.ChangedTlsMinimum, new(2, 35), "Set `min_version: TLS10` for a server that supports nothing newer.")
        {
            Touches = static (section, _) => section.Type.Name == "tls_config" && section.Find("min_version") is null ? section.Node : null,
        },
        new(FindingKind.ChangedQueueDefaults, new(2, 44), "Set `max_shards`, `capacity` and `max_samples_per_send` in `queue_config` explicitly.")
        {
            Touches = static (section, _) => RemoteWrite(section, "max_shards", "capacity", "max_samples_per_send"),
        },
        new(FindingKind.ChangedContentType, new(3, 0), "Set `fallback_scrape_protocol: PrometheusText0.0.4` in jobs whose targets don't send one.")
        {
            Touches = static (section, _) => section.Type.Name == "scrape_config" && section.Find("fallback_scrape_protocol") is null ? Place(section, "job_name") : null,
        },
        new(FindingKind.ChangedExternalLabels, new(3, 0), "Write `$$` for a dollar sign.")
        {
            Touches = static (section, options) => options.FeatureFlags.Contains("expand-external-labels") ? null : ExternalLabel(section),
        },
        new(FindingKind.ChangedRegexDot, new(3, 0), "Write `[^\\n]` where it must not.")
        {
            Touches = static (section, _) => section.Type.Name == "relabel_config" && section.Find("regex") is { State: SlotState.Read } slot && HasDot(section.Text("regex")) ? slot.Place : null,
        },
        new(FindingKind.ChangedDefaultPort, new(3, 0), "Write the port explicitly if dashboards or alerts use `instance`.")
        {
            Touches = static (section, options) => options.FeatureFlags.Contains("no-default-scrape-port") ? null : WithoutPort(section),
        },
        new(FindingKind.ChangedHttp2, new(3, 0), "Set `enable_http2: true` to keep HTTP/2.")
        {
            Touches = static (section, _) => section.Type.Name == "remote_write" && section.Find("enable_http2") is null ? Place(section, "url") : null,
        },
        new(FindingKind.ChangedBucketLabels, new(3, 0), "Make the pattern match both.")
        {
            Touches = static (section, _) => SourceLabel(section, "le") ?? SourceLabel(section, "quantile"),
        },
        new(FindingKind.ChangedNames, new(3, 0), "Set `metric_name_validation_scheme: legacy` in `global` to keep refusing them.")
        {
            Touches = static (section, _) => section.Type.Name == "config" && section.Find("scrape_configs") is { } slot && section.Child("global")?.Find("metric_name_validation_scheme") is null ? slot.Key : null,
        },
        new(FindingKind.ChangedRanges, new(3, 0), "Check the expressions of these files.")
        {
            Touches = static (section, _) => section.Type.Name == "config" && section.IsSet("rule_files") ? Key(section, "rule_files") : null,
        },
        new(FindingKind.ChangedNativeHistograms, new(3, 9), "Set `scrape_native_histograms: true` in `global`.")
        {
            Touches = static (section, options) => options.FeatureFlags.Contains("native-histograms") && section.Type.Name == "config" && section.Find("scrape_configs") is { } slot
                && section.Child("global")?.Find("scrape_native_histograms") is null ? slot.Key : null,
        },
        new(FindingKind.ChangedRedirects, new(3, 13), "Use the URL that the redirect leads to.")
        {
            Touches = static (section, _) => section.Find("follow_redirects") is not null && !section.Truth("follow_redirects") ? null : Key(section, Credentials),
        },
        new(FindingKind.ChangedHetznerDatacenter, new(3, 14), "Use `__meta_hetzner_hcloud_location`.")
        {
            Touches = static (section, _) => SourceLabel(section, "__meta_hetzner_datacenter"),
        },
    ];

    private static Node Place(Section section, string field) => section.Find(field)?.Place ?? section.Node;

    private static Node? Key(Section section, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (section.Find(field) is { State: not SlotState.Null } slot) return slot.Key;
        }

        return null;
    }

    private static Node? RemoteWrite(Section section, params ReadOnlySpan<string> fields)
    {
        if (section.Type.Name != "remote_write") return null;
        var queue = section.Child("queue_config");
        foreach (var field in fields)
        {
            if (queue?.Find(field) is null) return Key(section, "queue_config", "url") ?? section.Node;
        }

        return null;
    }

    private static Node? ExternalLabel(Section section)
    {
        if (section.Type.Name != "global" || section.Find("external_labels")?.Value is not MappingNode labels) return null;
        foreach (var (_, value) in labels.Entries)
        {
            if (value.Resolve() is ScalarNode { IsExpanded: false, IsUnknown: false } scalar && scalar.Value.Contains('$')) return value;
        }

        return null;
    }

    private static ScalarNode? WithoutPort(Section section)
    {
        if (section.Type.Name != "static_config") return null;
        foreach (var target in section.Texts("targets"))
        {
            if (!target.IsUnknown && target.Value.Length > 0 && target.Value.LastIndexOf(':') <= target.Value.LastIndexOf(']')) return target;
        }

        return null;
    }

    private static ScalarNode? SourceLabel(Section section, string name)
    {
        if (section.Type.Name != "relabel_config") return null;
        foreach (var label in section.Texts("source_labels"))
        {
            if (label.Value == name) return label;
        }

        return null;
    }

    /// <summary>Whether a pattern contains a dot that means "any character": not after a backslash, not within brackets.</summary>
    private static bool HasDot(string pattern)
    {
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[' when !inClass:
                    inClass = true;
                    // A leading bracket belongs to the class: []a], [^]a].
                    if (i + 1 < pattern.Length && pattern[i + 1] == '^') i++;
                    if (i + 1 < pattern.Length && pattern[i + 1] == ']') i++;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '.' when !inClass:
                    return true;
            }
        }

        return false;
    }
}
