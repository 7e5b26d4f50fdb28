using System.Text.Json;
using PromLauncher.Discovery;
using PromLauncher.Launch.Health;
using PromLauncher.Telemetry;
using PromLauncher.Telemetry.Http;

namespace PromLauncher.Launch.Monitoring;

/// <summary>Publishes the status of <c>run</c>: in its state file from the start, and on the pages of <c>--listen</c>.</summary>
internal sealed class RunReport : IDisposable
{
    private readonly RunState _state;
    private readonly Discoverer? _discoverer;
    private readonly StateFile _file;
    private readonly ProcessContext _process;
    private readonly SharedVerdict _verdict;

    /// <summary>Starts publishing.</summary>
    /// <param name="state">The state to publish.</param>
    /// <param name="discoverer">Discovery in the same process, or null.</param>
    /// <param name="process">The environment, signals, clock and streams of this process.</param>
    /// <param name="log">Receives failures to write the state file.</param>
    public RunReport(RunState state, Discoverer? discoverer, ProcessContext process, Log log)
    {
        _state = state;
        _discoverer = discoverer;
        _process = process;
        _file = new StateFile("run", Build.Version, process.Environment, process.Time, log);
        _verdict = new SharedVerdict(() =>
            HealthCheck.Check(new HealthOptions(), [new RunningLauncher("run", ProcessIdentity.Own(), JsonElement.Parse(Document().Span))], process.Time.GetUtcNow()), process.Time);
        state.Changed += Post;
        if (discoverer is not null) discoverer.Changed += PostDiscovery;
        Post(state.Status);
    }

    /// <summary>Serves the pages.</summary>
    /// <param name="address">The value of <c>--listen</c>.</param>
    /// <param name="log">Receives a failure to bind the address, which is not fatal.</param>
    /// <returns>The listener, or null.</returns>
    /// <exception cref="FailureException">The address is invalid: usage.</exception>
    public Listener? Listen(string address, Log log)
    {
        var processMetrics = new ProcessMetrics(Build.Version, _process.Time.GetUtcNow() - _process.Age);
        IMetricsSource[] metrics = _discoverer is null ? [processMetrics, new RunMetrics(_state)] : [processMetrics, new RunMetrics(_state), new DiscoveryMetrics(_discoverer, _process.Time)];
        var pages = new Dictionary<string, Func<HttpRequest, HttpResponse>>
        {
            ["/"] = _ => HttpResponse.Html(RunPage.Render(_state.Status, _process.Time.GetUtcNow(), _discoverer is null ? [] : DiscoveryPage.Sections(_discoverer.Status))),
            ["/metrics"] = _ => HttpResponse.Metrics(metrics),
            ["/-/status"] = _ => HttpResponse.Json(Document()),
            ["/healthz"] = _ => Health(),
        };
        if (_discoverer is not null) pages["/sd"] = new ServiceDiscoveryPage(_discoverer).Answer;
        return Listener.Start(ListenAddress.Parse(address), pages, log);
    }

    /// <summary>Writes the state file a last time before Prometheus replaces this process; the file stays, as the PID does.</summary>
    public void Leave()
    {
        _state.Changed -= Post;
        _file.Write(Write);
    }

    /// <summary>Removes the state file: the process is exiting.</summary>
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
