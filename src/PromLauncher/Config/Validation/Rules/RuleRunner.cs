using PromLauncher.Config.Schema;

namespace PromLauncher.Config.Validation.Rules;

/// <summary>Checks the rules of a section once it has been read.</summary>
internal sealed class RuleRunner(PrometheusSchema schema, Findings findings, ValidationOptions options)
{
    /// <summary>Checks all of them.</summary>
    public void Check(Section section)
    {
        if (section.IsRefused) return;
        var before = findings.All.Count;
        foreach (var rule in section.Type.Rules)
        {
            var context = new RuleContext(section, rule, schema, findings, options);
            if (Applies(context)) Ask(context);
            // In place of a null each field would be missing: one finding says it all.
            if (section.IsZero && findings.All.Count > before) return;
        }
    }

    private static bool Applies(RuleContext context)
    {
        var rule = context.Rule;
        if (rule.When is null) return true;
        if (context.IsUnknown(rule.When)) return false;
        if (rule.Values.Length == 0) return context.IsSet(rule.When);
        var value = context.Section.Text(rule.When);
        foreach (var wanted in rule.Values)
        {
            if (string.Equals(value, wanted, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static void Ask(RuleContext context)
    {
        switch (context.Rule.Name)
        {
            case "required": Presence.Required(context); break;
            case "required-url": Presence.RequiredUrl(context); break;
            case "not-blank": Presence.NotBlank(context); break;
            case "not-empty": Presence.NotEmpty(context); break;
            case "filled": Presence.Filled(context); break;
            case "absent": Presence.Absent(context); break;
            case "default-only": Presence.DefaultOnly(context); break;
            case "forbidden": Presence.Forbidden(context); break;
            case "no-empty-items": Presence.NoEmptyItems(context); break;
            case "no-empty-discoveries": Presence.NoEmptyDiscoveries(context); break;
            case "at-most-one": Combination.AtMostOne(context); break;
            case "at-least-one": Combination.AtLeastOne(context); break;
            case "exactly-one": Combination.ExactlyOne(context); break;
            case "exclusive": Combination.Exclusive(context); break;
            case "together": Combination.Together(context); break;
            case "requires": Combination.Requires(context); break;
            case "positive": ValueRules.Positive(context); break;
            case "not-above": ValueRules.NotAbove(context); break;
            case "range": ValueRules.Range(context); break;
            case "one-of": ValueRules.OneOf(context); break;
            case "prefixed": ValueRules.Prefixed(context); break;
            case "url-text": ValueRules.UrlText(context); break;
            case "path-pattern": ValueRules.PathPattern(context); break;
            case "unique": ValueRules.Unique(context); break;
            case "global-times": Times.Global(context); break;
            case "jobs": Jobs.Check(context); break;
            case "scrape-protocols": Protocols.Check(context, context.Section, "global"); break;
            case "external-labels": Labels.External(context); break;
            case "relabel-names": Relabelling.Names(context, legacy: false); break;
            case "agent-mode": AgentMode.Check(context); break;
            case "otlp-strategy": Otlp.Strategy(context); break;
            case "otlp-attributes": Otlp.Attributes(context); break;
            case "static-targets": StaticTargets.OfAlertmanager(context); break;
            case "client-certificate": Tls.ClientCertificate(context); break;
            case "key-pair": Tls.KeyPair(context); break;
            case "not-basic": Auth.NotBasic(context); break;
            case "oauth2-secrets": Auth.OAuth2(context); break;
            case "exclusive-auth": Auth.RemoteWrite(context); break;
            case "exclusive-sigv4": Auth.Alertmanager(context); break;
            case "allowed-headers": Headers.HttpHeaders(context); break;
            case "remote-headers": Headers.Remote(context); break;
            case "tracing-headers": Headers.Remote(context); break;
            case "azuread-ids": AzureAd.Ids(context); break;
            case "azuread-scope": AzureAd.Scope(context); break;
            case "region-known": AwsDiscovery.Region(context); break;
            case "filter-values": AwsDiscovery.Filters(context); break;
            case "kubernetes-client": Kubernetes.Client(context); break;
            case "kubernetes-selectors": Kubernetes.Selectors(context); break;
            case "file-sd-path": FileDiscovery.Path(context); break;
            case "scaleway-profile": Scaleway.Profile(context); break;
            default: throw new InvalidOperationException($"prometheus.schema: \"{context.Rule.Name}\" is not a rule");
        }
    }
}
