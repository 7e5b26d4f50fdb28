using PromLauncher.Config.Document;
using PromLauncher.Config.Validation;

namespace PromLauncher.Config.Lints;

/// <summary>The input of a lint.</summary>
internal sealed record LintContext(Section Config, Findings Findings, ValidationOptions Options)
{
    /// <summary>Adds a finding.</summary>
    public void Tell(FindingKind kind, Node place, string message, string? help = null) =>
        Findings.Add(kind, kind.Most, place, message, help ?? kind.Help, kind.Url);

    /// <summary>The value of a field, else the section.</summary>
    public static Node Place(Section section, string field) => section.Find(field)?.Place ?? section.Node;
}
