namespace PromLauncher.Config.Validation.Rules;

/// <summary><c>kubernetes_sd_configs</c>.</summary>
internal static class Kubernetes
{
    /// <summary>Options of the HTTP client need an API server, and none of them can be combined with a kubeconfig.</summary>
    public static void Client(RuleContext context)
    {
        if (FirstClientOption(context) is not { } slot) return;
        if (context.IsSet("kubeconfig_file") && context.Version.AtLeast(2, 28)) Combination.Exclude(context, "kubeconfig_file", slot.Field.Name);
        else if (!context.IsUnknown("api_server") && context.Section.Find("api_server") is null or { State: SlotState.Null })
            context.Error(FindingKind.FieldNeedsAnother, slot.Key, $"`{slot.Field.Name}` requires `api_server`.",
                "Without `api_server` Prometheus uses the pod's own service account.");
    }

    /// <summary>Which selectors a role allows, each at most once.</summary>
    public static void Selectors(RuleContext context)
    {
        if (context.IsUnknown("role")) return;
        var role = context.Section.Text("role");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var selector in context.Section.Children("selectors"))
        {
            if (selector is null || selector.IsUnknown("role")) continue;
            var own = context with { Section = selector };
            var wanted = selector.Text("role");
            if (!seen.Add(wanted))
            {
                own.Error(FindingKind.DuplicateItem, own.ValuePlace("role"), "This role already has a selector.");
                continue;
            }

            var allowed = Allowed(role, context.Version);
            if (!allowed.Contains(wanted))
                own.Error(FindingKind.UnknownValue, own.ValuePlace("role"),
                    $"The role {context.Word("role")} does not allow selectors for {own.Word("role")}.", Findings.IsExpanded(context.ValuePlace("role")) ? null : $"It allows them for {string.Join(", ", allowed)}.");
            if (KubernetesSelector.Fault(selector.Text("field"), fields: true) is { } field)
                own.Error(FindingKind.InvalidSelector, own.ValuePlace("field"),
                    $"`field` is not a valid field selector{Findings.Because(own.ValuePlace("field"), field)}.");
            if (KubernetesSelector.Fault(selector.Text("label"), fields: false) is { } label)
                own.Error(FindingKind.InvalidSelector, own.ValuePlace("label"),
                    $"`label` is not a valid label selector{Findings.Because(own.ValuePlace("label"), label)}.");
        }
    }

    private static Slot? FirstClientOption(RuleContext context)
    {
        foreach (var slot in context.Section.Slots)
        {
            if (slot.Field.Owner is not ("http_client_fields" or "proxy") || slot.State == SlotState.Refused) continue;
            var name = slot.Field.Name;
            var isDefault = name switch
            {
                "follow_redirects" or "enable_http2" => context.Section.Truth(name),
                "tls_config" => slot.Content is not Section tls || !IsAnythingSet(tls),
                "proxy_url" => slot.State == SlotState.Null,
                "http_headers" or "proxy_connect_header" => slot.State == SlotState.Null,
                _ => !context.Section.IsSet(name),
            };
            if (!isDefault) return slot;
        }

        return null;
    }

    private static bool IsAnythingSet(Section section)
    {
        foreach (var slot in section.Slots)
        {
            if (section.IsSet(slot.Field.Name)) return true;
        }

        return false;
    }

    private static string[] Allowed(string role, PrometheusVersion version) => role switch
    {
        "pod" => version.AtLeast(3, 11) ? ["pod", "node"] : ["pod"],
        "endpoints" or "endpointslice" => ["pod", "service", role],
        _ => [role],
    };
}
