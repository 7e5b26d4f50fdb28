using Microsoft.AspNetCore.Http.Features;
using PromLauncher.LocalAws.Identity;

namespace PromLauncher.LocalAws.Http;

/// <summary>One request to a service, as received.</summary>
public sealed class AwsRequest
{
    private readonly LocalAwsServer _server;
    private readonly Dictionary<string, string> _query = [];

    internal AwsRequest(LocalAwsServer server, HttpContext http, ReadOnlyMemory<byte> body)
    {
        _server = server;
        HttpContext = http;
        Body = body;
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        RawPath = mark < 0 ? target : target[..mark];
        RawQuery = mark < 0 ? "" : target[(mark + 1)..];
        foreach (var pair in RawQuery.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            _query[Uri.UnescapeDataString(equals < 0 ? pair : pair[..equals])] = equals < 0 ? "" : Uri.UnescapeDataString(pair[(equals + 1)..].Replace('+', ' '));
        }
    }

    /// <summary>The HTTP context, for the response.</summary>
    public HttpContext HttpContext { get; }

    /// <summary>GET, PUT, …</summary>
    public string Method => HttpContext.Request.Method;

    /// <summary>The path, still percent-encoded.</summary>
    public string RawPath { get; }

    /// <summary>The query without <c>?</c>, still percent-encoded.</summary>
    public string RawQuery { get; }

    /// <summary>The service that it is signed for, such as <c>s3</c>; empty when unsigned.</summary>
    public string Service { get; internal set; } = "";

    /// <summary>The region that it is signed for.</summary>
    public string Region { get; internal set; } = "";

    /// <summary>The sender; null when unsigned.</summary>
    public Principal? Principal { get; internal set; }

    /// <summary>The sender's account.</summary>
    public string Account => Principal?.Arn.Split(':') is { Length: > 4 } parts ? parts[4] : LocalAwsServer.DefaultAccount;

    /// <summary>The body, decoded if it was sent in chunks.</summary>
    public ReadOnlyMemory<byte> Body { get; internal set; }

    /// <summary>True to cut the response's body in half (a fault).</summary>
    internal bool IsTruncated { get; set; }

    /// <summary>A header's value, multiple ones joined by commas; or null.</summary>
    public string? Header(string name) => name == "host" ? HttpContext.Request.Host.Value
        : HttpContext.Request.Headers.TryGetValue(name, out var values) ? string.Join(',', values.AsEnumerable()) : null;

    /// <summary>A query parameter's value, or null.</summary>
    public string? Query(string name) => _query.GetValueOrDefault(name);

    /// <summary>Declares what the request does before it is done: it is recorded, faults are injected, and the sender's policy is enforced.</summary>
    /// <param name="action">The IAM action, such as <c>s3:GetObject</c>.</param>
    /// <param name="resource">The ARN of what it touches, or <c>*</c>.</param>
    /// <param name="context">Condition keys of the call.</param>
    /// <exception cref="AwsException">A fault was injected, or the policy does not allow it.</exception>
    public Task AuthorizeAsync(string action, string resource, IReadOnlyDictionary<string, string>? context = null) => _server.AuthorizeAsync(this, action, [resource], context);

    /// <inheritdoc cref="AuthorizeAsync(string, string, IReadOnlyDictionary{string, string}?)"/>
    /// <param name="action">The IAM action.</param>
    /// <param name="resources">All that the one call touches, at least one: each must be allowed.</param>
    /// <param name="context">Condition keys of the call.</param>
    public Task AuthorizeAsync(string action, IReadOnlyList<string> resources, IReadOnlyDictionary<string, string>? context = null) => _server.AuthorizeAsync(this, action, resources, context);

    /// <summary>True when the sender may do something; nothing is recorded.</summary>
    public bool May(string action, string resource) => Principal?.Policy.Allows(action, resource, new Dictionary<string, string>()) == true;

    /// <summary>Sends a response.</summary>
    public async Task AnswerAsync(int status, string contentType, ReadOnlyMemory<byte> body)
    {
        var response = HttpContext.Response;
        response.StatusCode = status;
        if (contentType.Length > 0) response.ContentType = contentType;
        if (status is 204 or 304) return;
        response.ContentLength ??= body.Length;
        if (Method == "HEAD") return;
        if (IsTruncated && body.Length > 0)
        {
            await response.Body.WriteAsync(body[..(body.Length / 2)]);
            await response.Body.FlushAsync();
            HttpContext.Abort();
            return;
        }

        await response.Body.WriteAsync(body);
    }
}
