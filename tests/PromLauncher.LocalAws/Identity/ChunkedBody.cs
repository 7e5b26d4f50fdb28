using System.Globalization;
using System.Text;

namespace PromLauncher.LocalAws.Identity;

/// <summary>
/// An <c>aws-chunked</c> body: chunks with their length, each signed, or unsigned with a trailing checksum
/// (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html).
/// </summary>
internal static class ChunkedBody
{
    /// <param name="body">The body as received.</param>
    /// <param name="kind">The value of x-amz-content-sha256.</param>
    /// <param name="key">Verifies signed chunks.</param>
    /// <param name="timestamp">x-amz-date.</param>
    /// <param name="seed">The request's own signature, before the first chunk's.</param>
    /// <exception cref="AwsException">The body is cut off, or a chunk's signature is wrong.</exception>
    public static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> body, string kind, SigningKey key, string timestamp, string seed)
    {
        var isSigned = !kind.Contains("UNSIGNED", StringComparison.Ordinal);
        using var result = new MemoryStream();
        var rest = body.Span;
        var previous = seed;
        while (true)
        {
            var end = rest.IndexOf("\r\n"u8);
            if (end < 0) throw CutOff();
            var head = Encoding.ASCII.GetString(rest[..end]).Split(';', 2);
            var size = int.Parse(head[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            rest = rest[(end + 2)..];
            if (rest.Length < size) throw CutOff();
            var chunk = rest[..size];
            if (isSigned)
            {
                var told = head.Length == 2 && head[1].StartsWith("chunk-signature=", StringComparison.Ordinal) ? head[1]["chunk-signature=".Length..] : "";
                previous = key.SignChunk(timestamp, previous, chunk);
                if (told != previous) throw Signature.Mismatch(isS3: true);
            }

            if (size == 0) return result.ToArray();
            result.Write(chunk);
            rest = rest[size..];
            if (!rest.StartsWith("\r\n"u8)) throw CutOff();
            rest = rest[2..];
        }
    }

    private static AwsException CutOff() => new(400, "IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header.");
}
