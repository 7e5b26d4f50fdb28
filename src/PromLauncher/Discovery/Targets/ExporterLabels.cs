using PromLauncher.Config.Values;
using PromLauncher.Discovery.Ecs;

namespace PromLauncher.Discovery.Targets;

/// <summary>
/// The docker labels specific to promlauncher: <c>PROMETHEUS_EXPORTER_LABELS</c> (<c>k=v,…</c>), <c>…_INTERVAL</c>, <c>…_TIMEOUT</c>, <c>…_PARAM_name</c>.
/// What Prometheus would reject is left out and noted: a single bad label name would cost all targets of the file, a bad interval its target.
/// </summary>
internal static class ExporterLabels
{
    private const string Prefix = "PROMETHEUS_EXPORTER_";
    private const string Parameter = Prefix + "PARAM_";

    /// <summary>Adds the labels that the container sets.</summary>
    /// <param name="labels">The labels of the target.</param>
    /// <param name="names">Makes label names.</param>
    /// <param name="definition">The container.</param>
    /// <param name="notes">Takes what was left out, and why.</param>
    public static void Add(LabelList labels, MetaNames names, ContainerDefinition definition, List<(string Container, string Text)> notes)
    {
        AddTimes(labels, definition, notes);
        foreach (var (key, value) in definition.Labels.OrderBy(static label => label.Key, StringComparer.Ordinal))
        {
            if (!key.StartsWith(Parameter, StringComparison.Ordinal)) continue;
            var name = key[Parameter.Length..];
            if (LabelNames.IsLegacy("_" + name) && name.Length > 0) labels.Add(names.Of("__param_", name), value);
            else notes.Add((definition.Name, $"{key}: '{name}' can't be part of a label name; use letters, digits and _"));
        }

        if (definition.Label(Prefix + "LABELS") is not { } list) return;
        foreach (var entry in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = entry.IndexOf('=');
            var name = equals < 0 ? entry : entry[..equals].TrimEnd();
            if (Fault(labels, name, equals) is { } fault) notes.Add((definition.Name, $"{Prefix}LABELS: '{entry}': {fault}"));
            else labels.AddUnlessEmpty(name, entry[(equals + 1)..].TrimStart());
        }
    }

    private static string? Fault(LabelList labels, string name, int equals)
    {
        if (equals < 0) return "write name=value";
        if (!LabelNames.IsLegacy(name)) return "a label name has letters, digits and _, and does not begin with a digit";
        if (name.StartsWith("__", StringComparison.Ordinal)) return "names that begin with __ are reserved for Prometheus";
        return labels.Has(name) ? "that label is already set" : null;
    }

    private static void AddTimes(LabelList labels, ContainerDefinition definition, List<(string Container, string Text)> notes)
    {
        var interval = Read(Prefix + "INTERVAL", out var intervalText);
        var timeout = Read(Prefix + "TIMEOUT", out var timeoutText);
        if (interval is not null) labels.Add("__scrape_interval__", intervalText);
        if (timeout is null) return;
        if (interval is not null && timeout > interval)
            notes.Add((definition.Name, $"{Prefix}TIMEOUT is left out: {timeoutText} is longer than the interval of {intervalText}"));
        else labels.Add("__scrape_timeout__", timeoutText);

        long? Read(string name, out string text)
        {
            text = definition.Label(name)?.Trim() ?? "";
            if (text.Length == 0) return null;
            if (PromDuration.Parse(text, out var nanoseconds) is not { } fault && nanoseconds > 0) return nanoseconds;
            notes.Add((definition.Name, $"{name}: '{text}' is not a duration such as 30s or 1m"));
            return null;
        }
    }
}
