using System.Buffers;
using PromLauncher.Config.Document;

namespace PromLauncher.Config.Edits;

/// <summary>A replacement in a file: byte offsets in the source, and the new text.</summary>
internal sealed record Edit(int Start, int End, string Text)
{
    /// <summary>The file with all edits applied; everything else is the same, byte for byte.</summary>
    /// <param name="source">The file.</param>
    /// <param name="edits">Edits that don't overlap, in any order.</param>
    public static ReadOnlyMemory<byte> Apply(SourceText source, IEnumerable<Edit> edits)
    {
        var bytes = source.Bytes.Span;
        var result = new ArrayBufferWriter<byte>(bytes.Length + 256);
        var done = 0;
        // In one key: ThenBy, a generic virtual method, is looked up by reflection when it is first called.
        foreach (var edit in edits.OrderBy(static edit => ((long)edit.Start << 32) + edit.End))
        {
            result.Write(bytes[done..edit.Start]);
            result.Write(source.Encoding.GetBytes(edit.Text));
            done = edit.End;
        }

        result.Write(bytes[done..]);
        return result.WrittenMemory;
    }
}
