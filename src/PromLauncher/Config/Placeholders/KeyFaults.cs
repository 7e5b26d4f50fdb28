using PromLauncher.Config.Document;

namespace PromLauncher.Config.Placeholders;

/// <summary>Keys that have become the same by expansion.</summary>
internal static class KeyFaults
{
    /// <summary>One error for each key that repeats another, where a placeholder is the cause.</summary>
    public static IEnumerable<Diagnostic> Find(string file, Node node)
    {
        switch (node)
        {
            case SequenceNode sequence:
                foreach (var item in sequence.Items)
                {
                    foreach (var fault in Find(file, item)) yield return fault;
                }

                break;
            case MappingNode mapping:
                var isExpanded = false;
                foreach (var (key, value) in mapping.Entries)
                {
                    isExpanded |= key is ScalarNode { IsExpanded: true };
                    foreach (var fault in Find(file, value)) yield return fault;
                }

                if (!isExpanded) break;
                foreach (var (repeated, first) in mapping.RepeatedKeys())
                {
                    if (!repeated.IsExpanded && !first.IsExpanded) continue;
                    yield return new(FindingKind.DuplicateKey, Severity.Error, $"After expansion the key '{repeated.Source}' is the same as '{first.Source}' in line {first.Span.Line}.", file, repeated.Span)
                    {
                        Help = "Keys of a mapping must differ.",
                    };
                }

                break;
        }
    }
}
