using System.Buffers;
using System.Globalization;
using PromLauncher.Discovery.Files;
using PromLauncher.Discovery.Targets;
using PromLauncher.Telemetry.Http;

namespace PromLauncher.Discovery;

/// <summary>
/// The targets for Prometheus's http_sd (https://prometheus.io/docs/prometheus/latest/http_sd/), so that several servers share one scanner:
/// <c>/sd?cluster=NAME&amp;service=NAME&amp;family=NAME&amp;shard=I/N</c>.
/// </summary>
/// <param name="discoverer">The source of the targets.</param>
public sealed class ServiceDiscoveryPage(Discoverer discoverer)
{
    /// <summary>Answers a request.</summary>
    public HttpResponse Answer(HttpRequest request)
    {
        // Before the first cycle an empty list would remove all targets; after an error response Prometheus keeps what it has.
        var status = discoverer.Status;
        if (status.LastWrite is null && status.Targets.Count == 0 && status.LastGoodCycle is null) return HttpResponse.Text(503, "no cycle has succeeded yet");
        var (cluster, service, family) = (request.Parameter("cluster"), request.Parameter("service"), request.Parameter("family"));
        if (Shard(request.Parameter("shard")) is not var (index, count)) return HttpResponse.Text(400, "shard is written I/N, with I from 0 to N-1");
        var output = new ArrayBufferWriter<byte>(4096);
        FileSdWriter.Write(output, FileSdFormat.Json, status.Targets.Where(target =>
            (cluster is null || target.Cluster == cluster || target.ClusterArn == cluster)
            && (service is null || target.Service == service)
            && (family is null || target.Family == family)
            && (count == 1 || ShardOf(target, count) == index)));
        return HttpResponse.Json(output.WrittenMemory);
    }

    /// <summary>The shard of a target: by its address and path (FNV-1a), so that it does not move while others come and go.</summary>
    internal static int ShardOf(Target target, int count)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in target.Address.Concat(target.Label("__metrics_path__") ?? "")) hash = (hash ^ c) * 1099511628211UL;
        return (int)((hash ^ hash >> 32) % (ulong)count);
    }

    private static (int Index, int Count)? Shard(string? text)
    {
        if (text is null) return (0, 1);
        return text.Split('/') is [var i, var n]
            && int.TryParse(i, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && index < count ? (index, count) : null;
    }
}
