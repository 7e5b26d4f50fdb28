using System.Text;

namespace PromLauncher.Telemetry.Http;

/// <summary>A request without its headers, on which nothing here depends.</summary>
/// <param name="Method">GET or HEAD.</param>
/// <param name="Path">The path as sent, without the query.</param>
/// <param name="Query">What follows <c>?</c>, or empty.</param>
public sealed record HttpRequest(string Method, string Path, string Query)
{
    /// <summary>The longest request line and headers together, in bytes.</summary>
    internal const int Longest = 8192;

    /// <summary>The first value of a query parameter, decoded; null when it is absent.</summary>
    public string? Parameter(string name)
    {
        foreach (var pair in Query.Split('&'))
        {
            var equals = pair.IndexOf('=');
            var key = equals < 0 ? pair : pair[..equals];
            if (Decode(key) == name) return equals < 0 ? "" : Decode(pair[(equals + 1)..]);
        }

        return null;

        static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
    }

    /// <summary>Parses the request line of a complete head (RFC 9112, section 3).</summary>
    /// <param name="head">Request line and headers.</param>
    /// <param name="request">The request, when it is valid.</param>
    /// <returns>200, or the status with which to refuse it.</returns>
    internal static int Parse(ReadOnlySpan<byte> head, out HttpRequest request)
    {
        request = new HttpRequest("", "", "");
        var line = head[..head.IndexOf((byte)'\n')].TrimEnd((byte)'\r');
        if (line.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E)) return 400;
        var parts = Encoding.ASCII.GetString(line).Split(' ');
        if (parts is not [{ Length: > 0 } method, { Length: > 0 } target, var version]) return 400;
        if (!version.StartsWith("HTTP/", StringComparison.Ordinal)) return 400;
        if (version is not ("HTTP/1.1" or "HTTP/1.0")) return 505;
        if (method is not ("GET" or "HEAD")) return 405;
        if (target[0] != '/') return 400;
        var question = target.IndexOf('?');
        request = question < 0 ? new HttpRequest(method, target, "") : new HttpRequest(method, target[..question], target[(question + 1)..]);
        return 200;
    }
}
