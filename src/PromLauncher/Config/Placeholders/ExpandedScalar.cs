using PromLauncher.Config.Document;
using PromLauncher.Config.Edits;

namespace PromLauncher.Config.Placeholders;

/// <summary>An expanded scalar.</summary>
/// <param name="Site">The original.</param>
/// <param name="Node">The new node.</param>
/// <param name="Edit">The edit of the file.</param>
/// <param name="Masked">The new value with its secrets masked.</param>
internal sealed record ExpandedScalar(ScalarSite Site, ScalarNode Node, Edit Edit, string Masked);
