using System.Net.Http.Headers;
using PromLauncher.LocalAws.Http;
using PromLauncher.LocalAws.Identity;

namespace PromLauncher.LocalAws.Aps;

/// <summary>
/// Amazon Managed Service for Prometheus: accepts signed remote writes, <c>POST /workspaces/ID/api/v1/remote_write</c>, and forwards their bodies unchanged
/// to a Prometheus with <c>--web.enable-remote-write-receiver</c>.
/// </summary>
public sealed class ApsService : IAwsService, IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private int _writes;

    /// <inheritdoc/>
    public string Name => "aps";

    /// <summary>The receiver's remote write address; null: writes are counted and dropped.</summary>
    public Uri? Receiver { get; set; }

    /// <summary>
    /// Whether unsigned writes are accepted too, as <see cref="Anybody"/>: Debian's build of Prometheus accepts <c>sigv4</c> in its
    /// configuration and does not sign.
    /// </summary>
    public bool AcceptsUnsigned { get; set; }

    /// <summary>The principal of unsigned writes.</summary>
    public static Principal Anybody { get; } = new() { AccessKeyId = "", SecretAccessKey = "", Arn = "unsigned" };

    /// <summary>How many remote writes were accepted.</summary>
    public int Writes => _writes;

    /// <inheritdoc/>
    public async Task AnswerAsync(AwsRequest request)
    {
        if (request is not { Method: "POST" } || request.RawPath.Split('/') is not ["", "workspaces", var workspace, "api", "v1", "remote_write"])
            throw new AwsException(404, "ResourceNotFoundException", $"There is nothing at {request.RawPath}.");
        await request.AuthorizeAsync("aps:RemoteWrite", $"arn:aws:aps:{request.Region}:123456789012:workspace/{workspace}");
        if (Receiver is not null) await HandOnAsync(request, Receiver);
        Interlocked.Increment(ref _writes);
        await request.AnswerAsync(200, "", default);
    }

    /// <inheritdoc/>
    public Task AnswerErrorAsync(AwsRequest request, AwsException error) => request.JsonErrorAsync(error);

    /// <inheritdoc/>
    public AwsException Denied(string principal, string action, string resource) => new(403, "AccessDeniedException",
        $"User: {principal} is not authorized to perform: {action} on resource: {resource}");

    /// <inheritdoc/>
    public AwsException Throttled() => new(429, "ThrottlingException", "Ingestion rate limit exceeded");

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    internal async Task HandOnAsync(AwsRequest request, Uri receiver)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, receiver) { Content = new ReadOnlyMemoryContent(request.Body) };
        message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(request.Header("content-type") ?? "application/x-protobuf");
        message.Content.Headers.ContentEncoding.Add(request.Header("content-encoding") ?? "snappy");
        message.Headers.Add("X-Prometheus-Remote-Write-Version", request.Header("x-prometheus-remote-write-version") ?? "0.1.0");
        using var answer = await _client.SendAsync(message, request.HttpContext.RequestAborted);
        if (!answer.IsSuccessStatusCode)
            throw new AwsException((int)answer.StatusCode, "ReceiverError", await answer.Content.ReadAsStringAsync(request.HttpContext.RequestAborted));
    }
}
