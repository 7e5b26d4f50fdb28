using System.Text.Json;
using PromLauncher.Launch.Health;
using PromLauncher.Telemetry;
using PromLauncher.Telemetry.Http;

namespace PromLauncher.Launch.Monitoring;

/// <summary>Tells others how <c>run</c> is doing: by its state file from the first moment on, and by the pages of <c>--listen</c>.</summary>
internal sealed class RunReport : IDisposable
{
    private readonly RunState _state;
    private readonly StateFile _file;
    private readonly Surroundings _surroundings;

    /// <summary>Begins to tell.</summary>
    public RunReport(RunState state, Surroundings surroundings, Log log)
    {
        _state = state;
        _surroundings = surroundings;
        _file = new StateFile("run", Build.Version, surroundings.Environment, surroundings.Time, log);
        state.Changed += Post;
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
        var metrics = new RunMetrics(_state);
        return Listener.Start(ListenAddress.Parse(address), new Dictionary<string, Func<HttpRequest, HttpResponse>>
        {
            ["/"] = _ => HttpResponse.Html(RunPage.Render(_state.Status, _surroundings.Time.GetUtcNow(), [])),
            ["/metrics"] = _ => HttpResponse.Metrics(process, metrics),
            ["/-/status"] = _ => HttpResponse.Json(Document()),
            ["/healthz"] = _ => Health(),
        }, log);
    }

    /// <summary>The last word before Prometheus takes this process's place: the file stays, as the process does.</summary>
    public void Leave()
    {
        _state.Changed -= Post;
        _file.Write(json => RunDocument.Write(_state.Status, json));
    }

    /// <summary>The process ends, and with it what is told of it.</summary>
    public void Dispose()
    {
        _state.Changed -= Post;
        _file.Dispose();
    }

    private void Post(RunStatus status) => _file.Post(json => RunDocument.Write(status, json));

    private ReadOnlyMemory<byte> Document() => _file.Compose(json => RunDocument.Write(_state.Status, json));

    /// <summary>The same verdict as <c>promlauncher health</c>.</summary>
    private HttpResponse Health()
    {
        var self = new RunningLauncher("run", ProcessIdentity.Own(), JsonElement.Parse(Document().Span));
        var verdict = HealthCheck.Check(new HealthOptions(), [self], _surroundings.Time.GetUtcNow());
        return HttpResponse.Text(verdict.IsHealthy ? 200 : 503, string.Join('\n', verdict.Lines));
    }
}
