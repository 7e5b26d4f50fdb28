using System.Buffers;
using System.Buffers.Text;
using System.Formats.Asn1;

namespace PromLauncher.Native.Trust;

/// <summary>Receives one certificate as DER.</summary>
/// <param name="certificate">Its bytes, which must not be kept.</param>
internal delegate void CertificateVisitor(ReadOnlySpan<byte> certificate);

/// <summary>A file of certificates in PEM (RFC 7468), read without OpenSSL, which takes 0.1 ms for each.</summary>
internal static class PemCertificates
{
    private static ReadOnlySpan<byte> Begin => "-----BEGIN CERTIFICATE-----"u8;

    private static ReadOnlySpan<byte> End => "-----END CERTIFICATE-----"u8;

    /// <summary>Visits each certificate of a file. A file or certificate that can't be read is skipped, and so not trusted.</summary>
    public static void Visit(string path, CertificateVisitor visit)
    {
        try
        {
            using var file = File.OpenHandle(path);
            var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(RandomAccess.GetLength(file), 64 << 20));
            var length = 0;
            for (int got; (got = RandomAccess.Read(file, buffer.AsSpan(length), length)) > 0;) length += got;
            Visit(buffer.AsSpan(0, length), visit);
            ArrayPool<byte>.Shared.Return(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The connection that fails for it reports it.
        }
    }

    /// <summary>The encoded name of a certificate's subject (RFC 5280, 4.1.2.6); empty when it is not a certificate.</summary>
    public static ReadOnlySpan<byte> Subject(ReadOnlySpan<byte> certificate)
    {
        try
        {
            AsnDecoder.ReadSequence(certificate, AsnEncodingRules.DER, out var start, out var length, out _);
            var rest = certificate.Slice(start, length);
            AsnDecoder.ReadSequence(rest, AsnEncodingRules.DER, out start, out length, out _);
            rest = rest.Slice(start, length);

            // The version, absent in v1; then serial number, signature, issuer, validity.
            if (Asn1Tag.Decode(rest, out _).TagClass == TagClass.ContextSpecific) rest = Skip(rest);
            for (var member = 0; member < 4; member++) rest = Skip(rest);
            return rest[..^Skip(rest).Length];
        }
        catch (AsnContentException)
        {
            return [];
        }
    }

    private static void Visit(Span<byte> text, CertificateVisitor visit)
    {
        while (text.IndexOf(Begin) is >= 0 and var begin)
        {
            text = text[(begin + Begin.Length)..];
            var end = text.IndexOf(End);
            if (end < 0) return;
            if (Base64.DecodeFromUtf8InPlace(Dense(text[..end]), out var length) == OperationStatus.Done) visit(text[..length]);
            text = text[(end + End.Length)..];
        }
    }

    /// <summary>Compacts the text in place, dropping line ends.</summary>
    private static Span<byte> Dense(Span<byte> text)
    {
        var length = 0;
        foreach (var one in text)
        {
            if (one is not ((byte)'\n' or (byte)'\r' or (byte)' ' or (byte)'\t')) text[length++] = one;
        }

        return text[..length];
    }

    private static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> text)
    {
        AsnDecoder.ReadEncodedValue(text, AsnEncodingRules.DER, out _, out _, out var consumed);
        return text[consumed..];
    }
}
