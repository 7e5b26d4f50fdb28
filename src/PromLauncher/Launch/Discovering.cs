using PromLauncher.Aws;
using PromLauncher.Discovery;
using PromLauncher.Telemetry;
using PromLauncher.Telemetry.Http;

namespace PromLauncher.Launch;

/// <summary><c>promlauncher discover</c>: keeps a file of ECS targets up to date until a stop signal, on which it exits at once and successfully.</summary>
public sealed class Discovering(DiscoverCommandOptions options, ProcessContext process)
{
    /// <summary>How often the state file is written during a long cycle, as a heartbeat.</summary>
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(15);

    private readonly Log _log = new(options.LogFormat, options.LogLevel, process.Time);

    /// <summary>Runs it.</summary>
    /// <returns>Its outcome; code 0 after a stop signal.</returns>
    /// <exception cref="FailureException">The options are invalid, or the request can't be served.</exception>
    public async Task<Outcome> RunAsync()
    {
        process.Signals.Overdue = static _ => 0;
        using var aws = new AwsContext(new AwsOptions { Environment = process.Environment, Time = process.Time, Log = _log });
        using var discoverer = DiscovererFactory.Create(options.Discover, "--", aws, process, _log);
        try
        {
            return options.Explain ? await ExplainAsync(discoverer) : await ScanAsync(discoverer);
        }
        catch (OperationCanceledException) when (process.Signals.StopSignal != 0)
        {
            _log.Info("stopped", [("signal", process.Signals.StopSignal)]);
            return new Outcome(0);
        }
    }

    private async Task<Outcome> ExplainAsync(Discoverer discoverer)
    {
        var failure = await discoverer.ScanOnceAsync(process.Signals.Stop);
        var verdicts = discoverer.Verdicts;
        await process.Output.WriteAsync(options.Json ? Explanation.Json(verdicts) : Explanation.Table(verdicts));
        return new Outcome(0, failure);
    }

    private async Task<Outcome> ScanAsync(Discoverer discoverer)
    {
        using var state = new StateFile("discover", Build.Version, process.Environment, process.Time, _log);
        var document = new DiscoveryDocument(discoverer);
        discoverer.Changed += _ => state.Post(document.Write);
        await using var listener = Listen(discoverer, state, document);
        var actors = new ActorGroup(_log);
        actors.Add("the state file", stop => PulseAsync(state, document, process.Time, stop));
        actors.Add("giving memory back", stop => ProcessMemory.KeepLowAsync(process.Time, stop));
        return new Outcome(0, await actors.RunAsync(() => discoverer.RunAsync(process.Signals.Stop), TimeSpan.FromMilliseconds(200)));
    }

    /// <summary>Writes the state file periodically.</summary>
    internal static async Task PulseAsync(StateFile state, DiscoveryDocument document, TimeProvider time, CancellationToken stop)
    {
        while (true)
        {
            state.Post(document.Write);
            await Task.Delay(Pulse, time, stop);
        }
    }

    private Listener? Listen(Discoverer discoverer, StateFile state, DiscoveryDocument document)
    {
        if (options.Listen is not { } address) return null;
        IMetricsSource[] metrics = [new ProcessMetrics(Build.Version, process.Time.GetUtcNow()), new DiscoveryMetrics(discoverer, process.Time)];
        var targets = new ServiceDiscoveryPage(discoverer);
        return Listener.Start(ListenAddress.Parse(address), new Dictionary<string, Func<HttpRequest, HttpResponse>>
        {
            ["/metrics"] = _ => HttpResponse.Metrics(metrics),
            ["/healthz"] = _ => discoverer.Status.IsAlive(process.Time.GetUtcNow(), discoverer.Calls) ? HttpResponse.Text(200, "alive") : HttpResponse.Text(503, "no cycle and no API call has finished for too long"),
            ["/sd"] = targets.Answer,
            ["/-/status"] = _ => HttpResponse.Json(state.Compose(document.Write)),
            ["/"] = _ => HttpResponse.Html(StatusPage.Render(
                new PageHead("promlauncher discover", Build.Version, DiscoveryPage.State(discoverer.Status), [("/-/status", "Status as JSON"), ("/metrics", "Metrics"), ("/healthz", "Health"), ("/sd", "Targets as JSON")])
                {
                    Made = process.Time.GetUtcNow(),
                },
                DiscoveryPage.Sections(discoverer.Status))),
        }, _log);
    }
}
