using PromLauncher.Config.Document;
using PromLauncher.Config.Edits;

namespace PromLauncher.Config.Placeholders;

/// <summary>The changes to a file.</summary>
/// <param name="Scalars">Expanded scalars, by their node in the source's tree.</param>
/// <param name="Filled">Regions that were filled in.</param>
internal sealed record FileChange(IReadOnlyDictionary<ScalarNode, ExpandedScalar> Scalars, IReadOnlyList<Edit> Filled)
{
    public static FileChange None { get; } = new(new Dictionary<ScalarNode, ExpandedScalar>(ReferenceEqualityComparer.Instance), []);

    /// <summary>All edits; a filled region wins over an edit of the same scalar.</summary>
    public IEnumerable<Edit> Edits()
    {
        var filled = Filled.Select(static edit => (edit.Start, edit.End)).ToHashSet();
        return Scalars.Values.Select(static scalar => scalar.Edit).Where(edit => !filled.Contains((edit.Start, edit.End))).Concat(Filled);
    }
}
