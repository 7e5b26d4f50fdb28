using System.Text;

namespace PromLauncher.Config.Document;

/// <summary>The value of a <c>!!binary</c> scalar: go-yaml decodes it, and Prometheus sees only the result.</summary>
internal static class BinaryText
{
    /// <summary>The tag.</summary>
    public const string Tag = "tag:yaml.org,2002:binary";

    /// <summary>The decoded text, or null when it is not base64. A byte that is not UTF-8 becomes a lone surrogate, which decoding UTF-8 never produces.</summary>
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

    /// <summary>True for text that UTF-8 can encode.</summary>
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
