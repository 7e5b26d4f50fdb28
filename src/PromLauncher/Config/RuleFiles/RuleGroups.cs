using PromLauncher.Config.Document;
using PromLauncher.Config.Strict;
using PromLauncher.Config.Validation;
using PromLauncher.Config.Values;

namespace PromLauncher.Config.RuleFiles;

/// <summary>The groups of a rule file.</summary>
internal sealed class RuleGroups(SourceText source, Findings findings, StrictReader reader, RuleFileOptions options)
{
    private const string Rule = "A rule is an item of `rules`: begin it with `- ` below.";

    private static readonly SectionSpec Group = new("a rule group", RuleFile.Url + "#rule_group",
        "name", "interval", new("query_offset", 2, 53), new("limit", 2, 31), "rules", new("labels", 3, 0))
    {
        Foreign = new Dictionary<string, string>
        {
            ["partial_response_strategy"] = "`partial_response_strategy` belongs to rule files of Thanos.",
            ["source_tenants"] = "`source_tenants` belongs to rule files of Mimir.",
            ["evaluation_delay"] = "`evaluation_delay` belongs to rule files of Mimir; Prometheus has `query_offset` since 2.53.",
            ["align_evaluation_time_on_interval"] = "`align_evaluation_time_on_interval` belongs to rule files of Mimir.",
            ["record"] = Rule,
            ["alert"] = Rule,
            ["expr"] = Rule,
            ["for"] = Rule,
            ["keep_firing_for"] = Rule,
            ["annotations"] = Rule,
        },
    };

    private readonly RuleChecker _rules = new(source, findings, reader, options);
    private readonly DuplicateRules _duplicates = new(findings);

    /// <summary>Checks <c>groups</c>.</summary>
    public void Check(Node place)
    {
        if (reader.List(place, "groups", RuleFile.Url) is not { } groups) return;
        var names = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            // A null item never reaches the list that go-yaml v3 builds.
            if (!GoScalar.IsNull(group) && reader.Section(group, Group) is { } fields) Check(group, fields, names);
        }

        _duplicates.Tell();
    }

    private void Check(Node place, SectionFields fields, Dictionary<string, Node> names)
    {
        CheckName(place, fields, names);
        if (fields.TryGetValue("interval", out var interval)) reader.Duration(interval.Value, "interval", Group.Url);
        if (fields.TryGetValue("query_offset", out var offset)) reader.Duration(offset.Value, "query_offset", Group.Url);
        if (fields.TryGetValue("limit", out var limit)) reader.Int(limit.Value, "limit", Group.Url);
        var labels = fields.TryGetValue("labels", out var own) ? _rules.CheckLabels(own.Value) : new TextMap();
        if (!fields.TryGetValue("rules", out var rules) || reader.List(rules.Value, "rules", Group.Url) is not { } items) return;
        foreach (var item in items)
        {
            // Without knowing all labels, it isn't known whether two rules are the same.
            if (!GoScalar.IsNull(item) && _rules.Check(item) is { } rule && fields.IsComplete && labels is { IsComplete: true }) _duplicates.Add(rule, labels.Known);
        }
    }

    private void CheckName(Node place, SectionFields fields, Dictionary<string, Node> names)
    {
        if (!fields.TryGetValue("name", out var entry))
        {
            // A rule in the place of a group has no name.
            if (!fields.IsUncertain("name") && !fields.Unknown.Any(static key => key is "record" or "alert" or "expr")) NeedName(FirstKey.Of(place));
        }
        else if (reader.Text(entry.Value, "name", Group.Url) is not { } name)
        {
            return;
        }
        else if (name.Length == 0)
        {
            NeedName(entry.Value);
        }
        else if (!names.TryAdd(name, entry.Value))
        {
            findings.Error(FindingKind.DuplicateGroup, entry.Value,
                $"The group {Findings.Show(entry.Value)} is in this file twice; the first one is on line {names[name].Span.Line}.", "Give it another name, or put the rules into one group.", Group.Url);
        }
    }

    private void NeedName(Node place) => findings.Error(FindingKind.RequiredField, place, "A rule group needs a `name`.", "Give it one that no other group of this file has.", Group.Url);
}
