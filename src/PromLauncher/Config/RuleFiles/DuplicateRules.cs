using System.Text;
using PromLauncher.Config.Document;
using PromLauncher.Config.Validation;

namespace PromLauncher.Config.RuleFiles;

/// <summary>What identifies a rule: rules with the same name and labels are duplicates.</summary>
/// <param name="Place">Where to report it.</param>
/// <param name="Name">The name of the alert or of the recorded metric.</param>
/// <param name="Labels">Its own labels.</param>
internal sealed record CheckedRule(Node Place, string Name, IReadOnlyDictionary<string, string> Labels);

/// <summary>
/// Rules of one name with the same labels, within a file. Prometheus loads them, and <c>promtool check rules</c> exits with code 0, but it
/// prints <c>FAILED</c> (its lint <c>duplicate-rules</c>, on by default since 2.31): a warning.
/// </summary>
internal sealed class DuplicateRules(Findings findings)
{
    private readonly Dictionary<string, CheckedRule> _seen = new(StringComparer.Ordinal);
    private readonly List<(CheckedRule Rule, CheckedRule First)> _repeated = [];

    /// <summary>Adds a rule, with the labels of its group.</summary>
    public void Add(CheckedRule rule, IReadOnlyDictionary<string, string> groupLabels)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in groupLabels.Concat(rule.Labels)) labels[name] = value;
        var identity = new StringBuilder(rule.Name);
        foreach (var (name, value) in labels)
        {
            // A label with an empty value counts as missing.
            if (value.Length > 0) identity.Append('\0').Append(name).Append('\0').Append(value);
        }

        if (!_seen.TryAdd(identity.ToString(), rule)) _repeated.Add((rule, _seen[identity.ToString()]));
    }

    /// <summary>Reports every repeated rule.</summary>
    public void Tell()
    {
        foreach (var (rule, first) in _repeated)
        {
            findings.Add(FindingKind.DuplicateRule, Severity.Warning, rule.Place, $"{Findings.Show(rule.Place)} with the same labels is in this file twice; the first one is on line {first.Place.Span.Line}.",
                "The series of a recording rule then get whichever value is written last: change a label or remove one of them.", RuleFile.Url);
        }
    }
}
