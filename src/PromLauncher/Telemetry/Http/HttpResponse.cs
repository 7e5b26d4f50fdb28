using System.Globalization;
using System.Text;

namespace PromLauncher.Telemetry.Http;

/// <summary>A response.</summary>
/// <param name="Status">Its status code.</param>
/// <param name="ContentType">The media type of its body.</param>
/// <param name="Body">Its body.</param>
public sealed record HttpResponse(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>Plain text.</summary>
    public static HttpResponse Text(int status, string text) => new(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text + "\n"));

    /// <summary>A JSON document.</summary>
    public static HttpResponse Json(ReadOnlyMemory<byte> json) => new(200, "application/json; charset=utf-8", json);

    /// <summary>An HTML page.</summary>
    public static HttpResponse Html(string html) => new(200, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(html));

    /// <summary>The metrics of all sources.</summary>
    public static HttpResponse Metrics(params IEnumerable<IMetricsSource> sources)
    {
        var text = new MetricsText();
        foreach (var source in sources) source.Write(text);
        return new HttpResponse(200, MetricsText.ContentType, Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>An error, with the reason phrase of RFC 9110, section 15.</summary>
    internal static HttpResponse Refusal(int status) => Text(status, Reason(status));

    /// <summary>The status line and the headers.</summary>
    internal byte[] Head()
    {
        var head = new StringBuilder(512);
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {Status} {Reason(Status)}\r\nContent-Type: {ContentType}\r\nContent-Length: {Body.Length}\r\n");
        if (Status == 405) head.Append("Allow: GET, HEAD\r\n");
        // The page needs its own style sheet and nothing else; it may not be framed, cached or disclosed by a referrer.
        head.Append("""
            Connection: close
            Cache-Control: no-store
            Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'
            X-Content-Type-Options: nosniff
            Referrer-Policy: no-referrer


            """.ReplaceLineEndings("\r\n"));
        return Encoding.ASCII.GetBytes(head.ToString());
    }

    private static string Reason(int status) => status switch
    {
        200 => "OK",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        505 => "HTTP Version Not Supported",
        _ => "Unknown",
    };
}
