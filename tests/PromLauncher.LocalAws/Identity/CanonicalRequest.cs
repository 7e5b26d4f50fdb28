using System.Text;

namespace PromLauncher.LocalAws.Identity;

/// <summary>
/// The canonical form of a request, which is signed
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
/// </summary>
internal static class CanonicalRequest
{
    /// <param name="method">GET, PUT, …</param>
    /// <param name="rawPath">The path as received, still percent-encoded.</param>
    /// <param name="rawQuery">The query as received, without <c>?</c>.</param>
    /// <param name="headers">All values of a header, or null when it is absent.</param>
    /// <param name="signedHeaders">Their names in lower case, in order.</param>
    /// <param name="payloadHash">The hash of the body, or the keyword in its place.</param>
    /// <param name="encodeTwice">True for every service but S3.</param>
    public static string Build(
        string method, string rawPath, string rawQuery, Func<string, string?> headers, IReadOnlyList<string> signedHeaders, string payloadHash, bool encodeTwice)
    {
        var text = new StringBuilder();
        text.Append(method).Append('\n').Append(Path(rawPath, encodeTwice)).Append('\n').Append(Query(rawQuery)).Append('\n');
        foreach (var name in signedHeaders) text.Append(name).Append(':').Append(Squeeze(headers(name) ?? "")).Append('\n');
        return text.Append('\n').AppendJoin(';', signedHeaders).Append('\n').Append(payloadHash).ToString();
    }

    /// <summary>Percent-encodes according to RFC 3986: everything but unreserved characters.</summary>
    public static string Encode(string text, bool keepSlash = false)
    {
        var result = new StringBuilder(text.Length);
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)value) || value is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~' || (keepSlash && value == '/')) result.Append((char)value);
            else result.Append('%').Append(value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return result.ToString();
    }

    private static string Path(string rawPath, bool encodeTwice)
    {
        var once = Encode(Uri.UnescapeDataString(rawPath), keepSlash: true);
        if (once.Length == 0) return "/";
        return encodeTwice ? Encode(once, keepSlash: true) : once;
    }

    private static string Query(string rawQuery)
    {
        var pairs = rawQuery.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(static pair => pair.Split('=', 2))
            .Select(static pair => (Name: Encode(Uri.UnescapeDataString(pair[0])), Value: pair.Length == 2 ? Encode(Uri.UnescapeDataString(pair[1])) : ""))
            .Where(static pair => pair.Name != "X-Amz-Signature")
            .OrderBy(static pair => pair.Name, StringComparer.Ordinal).ThenBy(static pair => pair.Value, StringComparer.Ordinal);
        return string.Join('&', pairs.Select(static pair => $"{pair.Name}={pair.Value}"));
    }

    private static string Squeeze(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
