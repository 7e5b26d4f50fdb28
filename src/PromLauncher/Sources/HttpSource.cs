using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using PromLauncher.Aws;
using PromLauncher.Telemetry;

namespace PromLauncher.Sources;

/// <summary>
/// A document on a web server, requested conditionally by its ETag or Last-Modified, following the redirects that <see cref="Redirect"/> allows.
/// </summary>
/// <param name="location">The document.</param>
/// <param name="options">Limits and the main file's name.</param>
/// <param name="connections">The HTTP connections.</param>
public sealed class HttpSource(HttpLocation location, SourceOptions options, Outbound connections) : ISource, IDisposable
{
    private readonly Uri _address = new(location.Url);
    private HttpClient? _client;
    private Snapshot? _last;
    private EntityTagHeaderValue? _lastETag;
    private DateTimeOffset? _lastModified;

    /// <inheritdoc/>
    public async Task<Snapshot> FetchAsync(Snapshot? previous, CancellationToken cancellation)
    {
        var known = previous is not null && ReferenceEquals(previous, _last) ? previous : null;
        try
        {
            using var response = await FollowAsync(known is not null, cancellation).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotModified && known is not null) return known;
            if (response.StatusCode != HttpStatusCode.OK) throw Refused(response);
            return await ReadAsync(response, previous, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw Unreachable(e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client?.Dispose();

    private async Task<Snapshot> ReadAsync(HttpResponseMessage response, Snapshot? previous, CancellationToken cancellation)
    {
        S3Object.RequireReadable(string.Join(',', response.Content.Headers.ContentEncoding), location.Display);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var content = await new SizeBudget(options.MaxSize, location.Display)
            .ReadAsync(stream, response.Content.Headers.ContentLength ?? -1, cancellation).ConfigureAwait(false);
        _lastETag = response.Headers.ETag;
        _lastModified = response.Content.Headers.LastModified;
        return _last = ContentVersion.Snapshot(new Dictionary<string, ReadOnlyMemory<byte>> { [options.MainFile] = content }, options.MainFile, previous);
    }

    private async Task<HttpResponseMessage> FollowAsync(bool conditional, CancellationToken cancellation)
    {
        _client ??= connections.CreateGuarded(_address.Host);
        var address = _address;
        for (var redirects = 1; ; redirects++)
        {
            using var request = Request(address, conditional);
            var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } target) return response;
            response.Dispose();
            var next = new Uri(address, target);
            if (Redirect.Refusal(_address, address, next, redirects) is { } reason)
                throw new FailureException(FailureKind.Unavailable, $"{location.Display} can't be followed: {reason}.", "Name the final URL.");
            address = next;
        }
    }

    private HttpRequestMessage Request(Uri address, bool conditional)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(address) { UserName = "", Password = "" }.Uri);
        request.Headers.TryAddWithoutValidation("User-Agent", "promlauncher");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");

        // Credentials go only to the server that the location names.
        if (_address.UserInfo.Length > 0 && address.Authority == _address.Authority && address.Scheme == _address.Scheme)
        {
            var login = Encoding.UTF8.GetBytes(Uri.UnescapeDataString(_address.UserInfo));
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(login));
        }

        if (conditional && _lastETag is not null) request.Headers.IfNoneMatch.Add(_lastETag);
        if (conditional && _lastModified is not null) request.Headers.IfModifiedSince = _lastModified;
        return request;
    }

    private FailureException Refused(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var message = $"{location.Display} answered with status {status}.";
        return status switch
        {
            401 or 403 => new FailureException(FailureKind.Denied, message, "Check the user and password (or token) in the URL."),
            404 or 410 => new FailureException(FailureKind.NotFound, message, "Correct the URL."),
            408 or 425 or 429 or >= 500 => new FailureException(FailureKind.Unavailable, message)
            {
                Transient = true,
                RetryAfter = AwsFailure.RetryAfter(response.Headers.RetryAfter, options.Time),
            },
            _ => new FailureException(FailureKind.Unavailable, message, "A document is expected at the URL (status 200)."),
        };
    }

    private FailureException Unreachable(Exception e)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            if (inner is FailureException known) return known;
            if (inner is AuthenticationException tls && tls.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase))
            {
                return new FailureException(FailureKind.Unavailable, $"{location.Display}: the server's certificate is not trusted: {tls.Message}",
                    "Is the certificate for this host? Add its authority to the file that SSL_CERT_FILE names.", e);
            }
        }

        return new FailureException(FailureKind.Unavailable, $"{location.Display} can't be reached: {AwsFailure.Unreachable(e) ?? e.Message}",
            "Is there a route (NAT gateway), and does the security group allow it?", e)
        { Transient = true };
    }
}
