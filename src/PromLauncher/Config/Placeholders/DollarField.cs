using PromLauncher.Config.Document;
using PromLauncher.Config.Secrets;

namespace PromLauncher.Config.Placeholders;

/// <summary>Fields in which Prometheus itself expands <c>$</c>.</summary>
internal static class DollarField
{
    /// <summary>What Prometheus does with a <c>$</c> in a field.</summary>
    public enum Kind
    {
        /// <summary>Nothing.</summary>
        None,

        /// <summary>
        /// <c>global.external_labels</c>: variables of its environment; <c>$$</c> is a dollar (config.Load, os.Expand).
        /// </summary>
        ExternalLabel,

        /// <summary>
        /// What a relabel rule writes: groups of its regex; <c>$$</c> is a dollar (model/relabel, regexp.Expand). <c>replace</c> expands
        /// <c>replacement</c> and <c>target_label</c>, <c>labelmap</c> only <c>replacement</c>, the other actions nothing.
        /// </summary>
        Relabel,
    }

    /// <summary>What Prometheus does with a <c>$</c> in the value at this path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="isMain">True in the main file; the others have no <c>global</c>.</param>
    /// <param name="options">The release and its feature flags.</param>
    public static Kind Of(FieldPath path, bool isMain, ExpansionOptions options)
    {
        if (path.Count == 3 && isMain && path.Key(0) == "global" && path.Key(1) == "external_labels")
        {
            return options.PrometheusExpandsExternalLabels ? Kind.ExternalLabel : Kind.None;
        }

        if (!IsWrittenByRule(path)) return Kind.None;
        var action = (path.Parent as MappingNode)?.FindMerged("action")?.Resolve() is ScalarNode node ? node.Source : "replace";
        // An action that is itself a placeholder is assumed to be the default one.
        var isReplace = action.Equals("replace", StringComparison.OrdinalIgnoreCase) || action.Length == 0 || action.Contains("${", StringComparison.Ordinal);
        var isMap = action.Equals("labelmap", StringComparison.OrdinalIgnoreCase);
        return isReplace || (isMap && path.LastKey == "replacement") ? Kind.Relabel : Kind.None;
    }

    /// <summary>True for <c>replacement</c> and <c>target_label</c> of a relabel rule, whatever its action.</summary>
    public static bool IsWrittenByRule(FieldPath path) =>
        path.LastKey is "replacement" or "target_label"
        && path.Key(path.Count - 2) is null
        && path.Key(path.Count - 3) is "relabel_configs" or "metric_relabel_configs" or "write_relabel_configs" or "alert_relabel_configs";

    /// <summary>The groups that a rule's regex names: <c>(?P&lt;name&gt;…)</c> and <c>(?&lt;name&gt;…)</c>.</summary>
    public static HashSet<string> NamedGroups(Node? rule)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if ((rule as MappingNode)?.FindMerged("regex")?.Resolve() is not ScalarNode { Source: var regex }) return names;
        for (var i = regex.IndexOf("(?", StringComparison.Ordinal); i >= 0; i = regex.IndexOf("(?", i + 2, StringComparison.Ordinal))
        {
            var rest = regex.AsSpan(i + 2);
            if (rest.StartsWith("P")) rest = rest[1..];
            if (!rest.StartsWith("<")) continue;
            var end = rest.IndexOfAny('>', '(');
            if (end > 1 && rest[end] == '>') names.Add(rest[1..end].ToString());
        }

        return names;
    }
}
