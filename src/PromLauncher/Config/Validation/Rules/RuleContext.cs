using PromLauncher.Config.Document;
using PromLauncher.Config.Schema;

namespace PromLauncher.Config.Validation.Rules;

/// <summary>The input of a rule: a section that was read, and the collector of findings. A struct, as there is one for each rule of each section.</summary>
internal readonly record struct RuleContext(Section Section, RuleSpec Rule, PrometheusSchema Schema, Findings Findings, ValidationOptions Options)
{
    /// <summary>The release.</summary>
    public PrometheusVersion Version => Schema.Version;

    /// <summary>Reports something that the release refuses.</summary>
    public void Error(FindingKind kind, Node place, string message, string? help = null) =>
        Findings.Error(kind, place, message, help, Section.Type.Url);

    /// <summary>The section that holds a field written <c>a.b</c>, and the field's own name; null when <c>a</c> is not there.</summary>
    public (Section? Section, string Name) Locate(string path)
    {
        var section = Section;
        while (section is not null && path.IndexOf('.') is > 0 and var dot)
        {
            section = section.Child(path.AsSpan(0, dot));
            path = path[(dot + 1)..];
        }

        return (section, path);
    }

    /// <summary>True when the field is set to more than an empty value; <c>a|b</c> means one of the two.</summary>
    public bool IsSet(string path)
    {
        if (IsName(path)) return Section.IsSet(path);
        foreach (var range in path.AsSpan().Split('|'))
        {
            if (Holder(path.AsSpan(range), out var name) is { } section && section.IsSet(name.ToString())) return true;
        }

        return false;
    }

    /// <summary>True when the field was already refused: nothing can be decided about it.</summary>
    public bool IsUnknown(string path)
    {
        if (IsName(path)) return Section.IsUnknown(path);
        foreach (var range in path.AsSpan().Split('|'))
        {
            var part = path.AsSpan(range);
            if (part.IndexOf('.') is > 0 and var dot && Section.IsUnknown(part[..dot])) return true;
            if (Holder(part, out var name) is { } section && section.IsUnknown(name)) return true;
        }

        return false;
    }

    /// <summary>The key of a field if it is set in the file, else the section.</summary>
    public Node Place(string path) => Locate(path) is ({ } section, var name) && section.Find(name) is { } slot ? slot.Key : Section.Node;

    /// <summary>The value of a field if it is set in the file, else the section.</summary>
    public Node ValuePlace(string path) => Locate(path) is ({ } section, var name) && section.Find(name) is { } slot ? slot.Place : Section.Node;

    /// <summary>The word of a field of this section as a finding may show it.</summary>
    public string Word(string field) => Findings.Word(Section.Find(field)?.Place, Section.Text(field));

    /// <summary>"Did you mean", for a field with a fixed set of words; null when the value was expanded, as the suggestion would reveal it.</summary>
    public string? Question(string field, string word, IEnumerable<string> words) => Findings.IsExpanded(ValuePlace(field)) ? null : NearestName.Question(word, words);

    // Nearly all paths have no dot.
    private static bool IsName(string path) => !path.AsSpan().ContainsAny('.', '|');

    /// <summary>As <see cref="Locate"/>, without allocating strings: it is called for every rule of every section.</summary>
    private Section? Holder(ReadOnlySpan<char> path, out ReadOnlySpan<char> name)
    {
        var section = Section;
        while (path.IndexOf('.') is > 0 and var dot)
        {
            section = section?.Child(path[..dot]);
            path = path[(dot + 1)..];
        }

        name = path;
        return section;
    }
}
