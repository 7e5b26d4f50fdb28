using System.Text;
using PromLauncher.Config.Document;
using PromLauncher.Config.Edits;
using PromLauncher.Config.Secrets;

namespace PromLauncher.Config.Redaction;

/// <summary>
/// The parts of a file outside the document that is read: comments, and further documents. They may hold passwords too, which only their form
/// gives away.
/// </summary>
internal static class UnreadText
{
    /// <summary>The text with everything in its comments that looks like a secret masked.</summary>
    public static string Mask(string text)
    {
        if (!text.Contains('#')) return text;
        var result = new StringBuilder(text.Length);
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = text.IndexOf('\n', start) is >= 0 and var at ? at + 1 : text.Length;
            var line = text.AsSpan(start, end - start).TrimEnd("\r\n");
            var comment = CommentStart(line);
            result.Append(line[..comment]).Append(SecretMask.ByLooks(line[comment..])).Append(text, start + line.Length, end - start - line.Length);
        }

        return result.ToString();
    }

    /// <summary>The edit that masks secrets in the documents after the first; empty when there is only one.</summary>
    public static IEnumerable<Edit> BehindFirst(YamlDocument document)
    {
        if (document.Unread is not { } second) yield break;
        var source = document.Source;
        var result = new StringBuilder();
        for (int number = second.Line, start = source.LineStart(number), end; start < source.Text.Length; start = end)
        {
            var line = SecretMask.Line(source, number, []);
            var next = source.LineStart(++number);
            end = next > start ? next : source.Text.Length;
            result.Append(line).Append(source.Text, start + line.Length, end - start - line.Length);
        }

        // Its first line may begin within a line of the first document.
        var read = source.CharAt(second.Start) - source.LineStart(second.Line);
        yield return new(second.Start, source.Bytes.Length, result.ToString(read, result.Length - read));
    }

    /// <summary>Where a comment may begin. A '#' within quotes isn't one; treating it as one only masks more.</summary>
    private static int CommentStart(ReadOnlySpan<char> line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '#' && (i == 0 || line[i - 1] is ' ' or '\t')) return i;
        }

        return line.Length;
    }
}
