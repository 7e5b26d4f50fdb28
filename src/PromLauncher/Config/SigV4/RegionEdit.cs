using PromLauncher.Config.Document;
using PromLauncher.Config.Edits;

namespace PromLauncher.Config.SigV4;

/// <summary>Writes <c>region</c> into a block, in the block's own style.</summary>
internal static class RegionEdit
{
    /// <summary>The edit of the file, or null when the block's style leaves no place for it.</summary>
    public static Edit? Make(SourceText source, MappingNode block, string region)
    {
        // A merge with an empty region would override one written above it.
        if (block.FindMerged("region") is { } read && !ReferenceEquals(read, block.Find("region"))) return null;
        var value = ScalarText.IsPlainSafe(region) ? region : ScalarText.DoubleQuoted(region);
        foreach (var (key, old) in block.Entries)
        {
            if (key.Resolve() is not ScalarNode { Value: "region" }) continue;
            // A tag other than that of a text would contradict the region.
            if (old is not ScalarNode { Tag: null or "!" or "tag:yaml.org,2002:str" }) return null;
            return old.Span.End > old.Span.Start ? new(old.Span.Start, old.Span.End, value) : IntoEmpty(source, block, old.Span.Start, value);
        }

        var start = block.Span.Start;
        if (block.IsFlow) return new(start + 1, start + 1, $"region: {value}{(block.Entries.Length > 0 ? ", " : "")}");
        var line = source.Line(block.Span.Line);
        var indent = block.Span.Column - 1;
        if (!line[..indent].IsWhiteSpace()) return null;
        var lineBreak = source.Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        return new(start, start, $"region: {value}{lineBreak}{new string(' ', indent)}");
    }

    /// <summary>After the colon of a key without a value, or, in flow style, after a key without a colon.</summary>
    private static Edit? IntoEmpty(SourceText source, MappingNode block, int at, string value)
    {
        var text = source.Text.AsSpan(0, source.CharAt(at));
        if (text.EndsWith(":")) return new(at, at, " " + value);
        if (text.TrimEnd().EndsWith(":")) return new(at, at, value + " ");
        return block.IsFlow ? new(at, at, ": " + value) : null;
    }
}
