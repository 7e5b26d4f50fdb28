using PromLauncher.Config.Document;
using PromLauncher.Config.Strict;
using PromLauncher.Config.Templates;
using PromLauncher.Config.Validation;
using PromLauncher.Config.Values;

namespace PromLauncher.Config.RuleFiles;

/// <summary>Checks single rules: their fields, and fields that exclude one another.</summary>
internal sealed class RuleChecker(SourceText source, Findings findings, StrictReader reader, RuleFileOptions options)
{
    private const string AlertUrl = "https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/";

    private static readonly SectionSpec Rule = new("a rule", RuleFile.Url + "#rule", "record", "alert", "expr", "for", new("keep_firing_for", 2, 42), "labels", "annotations")
    {
        Foreign = new Dictionary<string, string>
        {
            ["annotation"] = "Did you mean `annotations`?",
            ["severity"] = "`severity` is a label: write it below `labels`.",
            ["summary"] = "`summary` is an annotation: write it below `annotations`.",
            ["description"] = "`description` is an annotation: write it below `annotations`.",
            ["interval"] = "`interval` belongs to the group.",
        },
    };

    /// <summary>Checks a rule; null when it couldn't be read.</summary>
    public CheckedRule? Check(Node place)
    {
        if (reader.Section(place, Rule) is not { } fields) return null;
        var record = TextOf(fields, "record");
        var alert = TextOf(fields, "alert");
        var expression = TextOf(fields, "expr");
        var hold = DurationOf(fields, "for");
        var keep = DurationOf(fields, "keep_firing_for");
        var labels = fields.TryGetValue("labels", out var own) ? CheckLabels(own.Value) : new();
        var annotations = fields.TryGetValue("annotations", out var texts) ? CheckAnnotations(texts.Value) : new();

        CheckKind(place, fields, record, alert);
        CheckExpression(place, fields, expression);
        if (record is { Length: > 0 })
        {
            CheckRecordName(fields["record"].Value, record);

            // With an alert, or what may be one, beside it the `record` itself is the error.
            if (alert is "")
            {
                RefuseInRecording(fields, "annotations", annotations is { Count: > 0 });
                RefuseInRecording(fields, "for", hold is > 0);
                RefuseInRecording(fields, "keep_firing_for", keep is > 0);
            }
        }

        if (alert is { Length: > 0 })
        {
            CheckTemplates(alert, labels);
            CheckTemplates(alert, annotations);
        }

        var (key, name) = alert is { Length: > 0 } ? ("alert", alert) : ("record", record);
        if (string.IsNullOrEmpty(name) || !fields.IsComplete || labels is not { IsComplete: true }) return null;
        return new(fields[key].Value, name, labels.Known);
    }

    /// <summary>Checks the labels of a rule or of a group; null when they are not a mapping.</summary>
    public TextMap? CheckLabels(Node place)
    {
        if (reader.Texts(place, "labels", Rule.Url) is not { } labels) return null;
        foreach (var label in labels)
        {
            if (label.Name == "__name__")
                findings.Error(FindingKind.InvalidLabelName, label.Key, "`__name__` can't be set by a label.",
                    "A recording rule's `record` is the name of the metric.", Rule.Url);
            else CheckLabelName(label.Key, label.Name, "label");
            if (label.Text is { } text && !BinaryText.IsUtf8(text))
                findings.Error(FindingKind.InvalidLabelValue, label.Value, "The value of a label must be UTF-8.", null, Rule.Url);
        }

        return labels;
    }

    private TextMap? CheckAnnotations(Node place)
    {
        if (reader.Texts(place, "annotations", AlertUrl) is not { } annotations) return null;
        foreach (var annotation in annotations) CheckLabelName(annotation.Key, annotation.Name, "annotation");
        return annotations;
    }

    private void CheckLabelName(Node key, string name, string what)
    {
        if (options.LegacyNames ? LabelNames.IsLegacy(name) : LabelNames.IsValid(name, options.Version)) return;
        findings.Error(what == "label" ? FindingKind.InvalidLabelName : FindingKind.InvalidAnnotationName, key, $"{Findings.Show(key)} is not a valid {what} name.",
            name.Length == 0 ? "A name can't be empty." : "Use letters, digits and `_`, not beginning with a digit" + (options.Version.AtLeast(3, 0) ? "." : "; other characters are allowed since Prometheus 3.0."), Rule.Url);
    }

    private void CheckKind(Node place, SectionFields fields, string? record, string? alert)
    {
        if (record is { Length: > 0 } && alert is { Length: > 0 })
        {
            findings.Error(FindingKind.ExclusiveFields, fields["alert"].Key, "A rule either records or alerts: it can't have `record` and `alert`.",
                "Split it into two rules.", Rule.Url);
        }
        else if (record is "" && alert is "")
        {
            var at = fields.TryGetValue("alert", out var entry) || fields.TryGetValue("record", out entry) ? entry.Value : FirstKey.Of(place);
            findings.Error(FindingKind.RequiredField, at, "A rule needs a `record` or an `alert`.", null, Rule.Url);
        }
    }

    private void RefuseInRecording(SectionFields fields, string name, bool isSet)
    {
        if (isSet)
            findings.Error(FindingKind.FieldNotAllowed, fields[name].Key, $"A recording rule can't have `{name}`.",
                $"Remove it, or write `alert` instead of `record`.", Rule.Url);
    }

    private void CheckRecordName(Node place, string name)
    {
        var isLegacy = options.LegacyNames || !options.Version.AtLeast(3, 0);
        if (isLegacy && !MetricNames.IsLegacy(name))
        {
            findings.Error(FindingKind.InvalidMetricName, place, $"{Findings.Show(place)} is not a valid metric name.",
                "Use letters, digits, `_` and `:`, not beginning with a digit" + (options.Version.AtLeast(3, 0) ? " (`metric_name_validation_scheme: legacy`)." : "; other characters are allowed since Prometheus 3.0."), Rule.Url);
        }

        // Valid UTF-8, but certainly an expression written into the name by mistake.
        if (options.Version.AtLeast(3, 2) && name.AsSpan().IndexOfAny('{', '}') >= 0)
        {
            findings.Error(FindingKind.InvalidMetricName, place, $"{Findings.Show(place)} has braces, which are not allowed in a metric name.",
                "Write labels below `labels`, and an expression in `expr`.", Rule.Url);
        }
    }

    private void CheckTemplates(string alert, TextMap? texts)
    {
        foreach (var (_, place, name, text) in texts ?? new())
        {
            if (text is null || AlertTemplate.Check(text, alert, options.Version) is not { } fault) continue;
            var scalar = (ScalarNode)place.Resolve();
            findings.Error(FindingKind.InvalidTemplate, scalar with { Span = ScalarPlace.Of(source, scalar, fault.Offset, fault.Length) },
                $"The template of `{name}` can't be parsed{Findings.Because(scalar, fault.Message)}.", scalar.IsExpanded ? null : fault.Help, AlertTemplate.Url);
        }
    }

    private void CheckExpression(Node place, SectionFields fields, string? expression)
    {
        if (expression is null) return;
        var isSet = fields.TryGetValue("expr", out var entry);
        if (string.IsNullOrWhiteSpace(expression))
        {
            findings.Error(FindingKind.RequiredField, isSet ? entry.Value : FirstKey.Of(place), "A rule needs an `expr`.", null, Rule.Url);
            return;
        }

        if (entry.Value.Resolve() is not ScalarNode scalar || scalar.Value != expression || new ExpressionScan(expression, options.Version).Find() is not { } fault)
            return;
        findings.Error(FindingKind.InvalidExpression, scalar with { Span = ScalarPlace.Of(source, scalar, fault.Offset, fault.Length) },
            $"The expression can't be parsed{Findings.Because(scalar, fault.Message)}.", scalar.IsExpanded ? null : fault.Help, "https://prometheus.io/docs/prometheus/latest/querying/basics/");
    }

    /// <summary>The text of a field; empty without it, null when it was refused or isn't known. Until 3.2 these three were read as raw nodes, of which only the text counts.</summary>
    private string? TextOf(SectionFields fields, string name)
    {
        if (!fields.TryGetValue(name, out var entry)) return fields.IsUncertain(name) ? null : "";
        if (options.Version.AtLeast(3, 3)) return reader.Text(entry.Value, name, Rule.Url);
        return entry.Value switch
        {
            ScalarNode scalar => options.Offline && scalar.IsExpanded ? null : scalar.Value,
            AliasNode alias => alias.Target.Anchor ?? "",
            _ => name == "expr" ? WrongKind(entry.Value, name) : "",
        };
    }

    private string? WrongKind(Node place, string name)
    {
        reader.WrongShape(place, $"`{name}` must be a string", Rule.Url);
        return null;
    }

    private long? DurationOf(SectionFields fields, string name) =>
        fields.TryGetValue(name, out var entry) ? reader.Duration(entry.Value, name, Rule.Url) : 0;
}
