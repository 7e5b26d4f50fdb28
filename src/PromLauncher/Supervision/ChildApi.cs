using System.Net;
using System.Text.Json;

namespace PromLauncher.Supervision;

/// <summary>Queries to the running child. They throw only when cancelled: no response is a result, too.</summary>
/// <param name="endpoint">Where it is.</param>
public sealed class ChildApi(ChildEndpoint endpoint) : IDisposable
{
    private const string SuccessTimeMetric = "prometheus_config_last_reload_success_timestamp_seconds ";
    private const string SucceededMetric = "prometheus_config_last_reload_successful ";

    private readonly HttpClient _client = ChildHttp.Open(endpoint);

    /// <summary>True when it answers HTTP with any status: it is alive, and its SIGHUP handler is installed.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellation) => await StatusAsync("-/healthy", cancellation) is not null;

    /// <summary>True when it reports ready: its storage is open, and its first configuration is applied.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellation) => await StatusAsync("-/ready", cancellation) == HttpStatusCode.OK;

    /// <summary>True when it reports that it is not ready yet; false when it is ready, or does not answer.</summary>
    public async Task<bool> IsStartingAsync(CancellationToken cancellation) => await StatusAsync("-/ready", cancellation) == HttpStatusCode.ServiceUnavailable;

    /// <summary>What it reports about its last reload; null when that can't be read.</summary>
    public async Task<ReloadState?> LastReloadAsync(CancellationToken cancellation) =>
        await GetAsync("metrics", ReadMetricsAsync, cancellation) ?? await GetAsync("api/v1/status/runtimeinfo", ReadRuntimeInfoAsync, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<HttpStatusCode?> StatusAsync(string path, CancellationToken cancellation)
    {
        try
        {
            using var response = await _client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellation);
            return response.StatusCode;
        }
        catch (HttpRequestException e)
        {
            // It speaks TLS and requires a client certificate that we don't have: it is alive.
            var spoke = endpoint.Address.Scheme == Uri.UriSchemeHttps && e.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError);
            return spoke ? HttpStatusCode.Forbidden : null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<ReloadState?> GetAsync(string path, Func<Stream, CancellationToken, Task<ReloadState?>> read, CancellationToken cancellation)
    {
        try
        {
            using var response = await _client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (response.StatusCode != HttpStatusCode.OK) return null;
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            return await read(body, cancellation);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Reads lines up to the two that matter, about 10 of several hundred KiB; the rest is never transferred.</summary>
    private static async Task<ReloadState?> ReadMetricsAsync(Stream body, CancellationToken cancellation)
    {
        using var reader = new StreamReader(body, bufferSize: 4096);
        var (time, succeeded) = ((string?)null, (bool?)null);
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith(SuccessTimeMetric, StringComparison.Ordinal)) time = line[SuccessTimeMetric.Length..];
            else if (line.StartsWith(SucceededMetric, StringComparison.Ordinal)) succeeded = line[SucceededMetric.Length..] == "1";
            if (time is not null && succeeded is { } known) return new ReloadState(known, time, IsCoarse: false);
        }

        return null;
    }

    private static async Task<ReloadState?> ReadRuntimeInfoAsync(Stream body, CancellationToken cancellation)
    {
        using var document = await JsonDocument.ParseAsync(body, cancellationToken: cancellation);
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
            && data.TryGetProperty("reloadConfigSuccess", out var succeeded) && succeeded.ValueKind is JsonValueKind.True or JsonValueKind.False
            && data.TryGetProperty("lastConfigTime", out var time) && time.ValueKind == JsonValueKind.String
            ? new ReloadState(succeeded.GetBoolean(), time.GetString()!, IsCoarse: true)
            : null;
    }
}
