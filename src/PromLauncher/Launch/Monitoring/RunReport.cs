using System.Text.Json;
using PromLauncher.Discovery;
using PromLauncher.Launch.Health;
using PromLauncher.Telemetry;
using PromLauncher.Telemetry.Http;

namespace PromLauncher.Launch.Monitoring;

/// <summary>Tells others how <c>run</c> is doing: by its state file from the first moment on, and by the pages of <c>--listen</c>.</summary>
internal sealed class RunReport : IDisposable
{
    private readonly RunState _state;
    private readonly Discoverer? _discoverer;
    private readonly StateFile _file;
    private readonly Surroundings _surroundings;
    private readonly SharedVerdict _verdict;

    /// <summary>Begins to tell.</summary>
    /// <param name="state">What is known of the run.</param>
    /// <param name="discoverer">Discovery beside it, or null.</param>
    /// <param name="surroundings">The process around it.</param>
    /// <param name="log">Told when the state file can't be written.</param>
    public RunReport(RunState state, Discoverer? discoverer, Surroundings surroundings, Log log)
    {
        _state = state;
        _discoverer = discoverer;
        _surroundings = surroundings;
        _file = new StateFile("run", Build.Version, surroundings.Environment, surroundings.Time, log);
        _verdict = new SharedVerdict(() =>
            HealthCheck.Check(new HealthOptions(), [new RunningLauncher("run", ProcessIdentity.Own(), JsonElement.Parse(Document().Span))], surroundings.Time.GetUtcNow()), surroundings.Time);
        state.Changed += Post;
        if (discoverer is not null) discoverer.Changed += PostDiscovery;
        Post(state.Status);
    }

    /// <summary>Serves the pages.</summary>
    /// <param name="address">The value of <c>--listen</c>.</param>
    /// <param name="log">Told when the address can't be had: no reason to end.</param>
    /// <returns>What ends the serving, or null.</returns>
    /// <exception cref="FailureException">The address makes no sense (usage).</exception>
    public Listener? Listen(string address, Log log)
    {
        var process = new ProcessMetrics(Build.Version, _surroundings.Time.GetUtcNow() - _surroundings.Age);
        IMetricsSource[] metrics = _discoverer is null ? [process, new RunMetrics(_state)] : [process, new RunMetrics(_state), new DiscoveryMetrics(_discoverer, _surroundings.Time)];
        var pages = new Dictionary<string, Func<HttpRequest, HttpResponse>>
        {
            ["/"] = _ => HttpResponse.Html(RunPage.Render(_state.Status, _surroundings.Time.GetUtcNow(), _discoverer is null ? [] : DiscoveryPage.Sections(_discoverer.Status))),
            ["/metrics"] = _ => HttpResponse.Metrics(metrics),
            ["/-/status"] = _ => HttpResponse.Json(Document()),
            ["/healthz"] = _ => Health(),
        };
        if (_discoverer is not null) pages["/sd"] = new ServiceDiscoveryPage(_discoverer).Answer;
        return Listener.Start(ListenAddress.Parse(address), pages, log);
    }

    /// <summary>The last word before Prometheus takes this process's place: the file stays, as the process does.</summary>
    public void Leave()
    {
        _state.Changed -= Post;
        _file.Write(Write);
    }

    /// <summary>The process ends, and with it what is told of it.</summary>
    public void Dispose()
    {
        _state.Changed -= Post;
        if (_discoverer is not null) _discoverer.Changed -= PostDiscovery;
        _file.Dispose();
    }

    private void Post(RunStatus status) => _file.Post(Write);

    private void PostDiscovery(DiscoveryStatus status) => _file.Post(Write);

    private ReadOnlyMemory<byte> Document() => _file.Compose(Write);

    private void Write(Utf8JsonWriter json)
    {
        RunDocument.Write(_state.Status, json);
        if (_discoverer is null) return;
        json.WriteStartObject("discovery");
        new DiscoveryDocument(_discoverer).Write(json);
        json.WriteEndObject();
    }

    /// <summary>The same verdict as <c>promlauncher health</c>.</summary>
    private HttpResponse Health()
    {
        var verdict = _verdict.Get();
        return HttpResponse.Text(verdict.IsHealthy ? 200 : 503, string.Join('\n', verdict.Lines));
    }
}
