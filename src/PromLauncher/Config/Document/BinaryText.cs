using System.Text;

namespace PromLauncher.Config.Document;

/// <summary>The text behind <c>!!binary</c>: go-yaml decodes it, and Prometheus never learns how it was written.</summary>
internal static class BinaryText
{
    /// <summary>The tag.</summary>
    public const string Tag = "tag:yaml.org,2002:binary";

    /// <summary>The decoded text, or null when it is no base64. A byte that is no UTF-8 becomes half a surrogate pair, which no UTF-8 text gives.</summary>
    public static string? Decode(string base64)
    {
        // Go skips line breaks only.
        if (base64.AsSpan().ContainsAny(' ', '\t')) return null;
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length)) return null;
        var text = new StringBuilder();
        for (var rest = bytes.AsSpan(0, length); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf8(rest, out var rune, out var read) == System.Buffers.OperationStatus.Done) text.Append(rune.ToString());
            else text.Append((char)(0xDC00 + rest[0]));
            rest = rest[Math.Max(read, 1)..];
        }

        return text.ToString();
    }

    /// <summary>True for a text that UTF-8 can hold.</summary>
    public static bool IsUtf8(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }

        return true;
    }
}
