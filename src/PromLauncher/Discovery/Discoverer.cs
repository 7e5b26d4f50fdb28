using PromLauncher.Discovery.Scan;
using PromLauncher.Discovery.Targets;
using PromLauncher.Telemetry;

namespace PromLauncher.Discovery;

/// <summary>
/// Scans ECS in cycles and keeps the target file up to date. No AWS error ends it or removes a target.
/// </summary>
public sealed class Discoverer : IDisposable
{
    /// <summary>A cluster that fails for this long is an error in the log, and again at this interval.</summary>
    private static readonly TimeSpan ErrorAfter = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private readonly DiscoveryOptions _options;
    private readonly Scanner _scanner;
    private readonly TargetsFile _file;
    private readonly RulesFile? _rules;
    private readonly OngoingFailures _failures;
    private readonly Summary _summary;
    private readonly TimeProvider _time;
    private readonly Log _log;
    private volatile DiscoveryStatus _status;
    private bool _written;

    /// <summary>A discoverer that has not made a request yet.</summary>
    /// <param name="options">What to do.</param>
    /// <param name="source">The APIs.</param>
    /// <param name="rules">The rules file, when there is one; disposed with this.</param>
    /// <param name="replace">Replaces the target file.</param>
    /// <param name="print">Prints targets, when the target file is standard output.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">The source of jitter.</param>
    /// <param name="log">The log.</param>
    /// <exception cref="FailureException">The options are invalid: usage.</exception>
    public Discoverer(DiscoveryOptions options, IApiSource source, RulesFile? rules, ReplaceFile replace, Action<ReadOnlyMemory<byte>> print, TimeProvider time, Random random, Log log)
    {
        if (options.Interval <= TimeSpan.Zero || options.Interval > Longest)
            throw new FailureException(FailureKind.Usage, $"the interval must be longer than 0 and at most {Longest.TotalDays} days");
        (_options, _rules, _time, _log) = (options, rules, time, log);
        Calls = new ApiStatistics(time);
        _file = new TargetsFile(options.WriteTo, replace, print);
        _scanner = new Scanner(options, source, Calls, time, random);
        _failures = new OngoingFailures(log, time, ErrorAfter);
        _summary = new Summary(log);
        _status = new DiscoveryStatus { File = options.WriteTo, Interval = options.Interval, Started = time.GetUtcNow() };
    }

    /// <summary>The current status; safe to read from any thread.</summary>
    public DiscoveryStatus Status => _status;

    /// <summary>The API calls so far.</summary>
    public ApiStatistics Calls { get; }

    /// <summary>Raised after each cycle.</summary>
    public event Action<DiscoveryStatus>? Changed;

    /// <summary>The outcome for each container seen, for <c>--explain</c>. Not to be read while a cycle runs.</summary>
    public IReadOnlyList<Verdict> Verdicts => Verdict.Of(_scanner.Clusters);

    /// <summary>Runs the cycles.</summary>
    /// <param name="cancellation">Cancels at once, between and within cycles.</param>
    /// <returns>With a limited number of cycles: why the last one failed, or null. Without: never returns.</returns>
    /// <exception cref="FailureException">The request can't be served here: usage, not found, or an invalid rules file at the start.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<FailureKind?> RunAsync(CancellationToken cancellation)
    {
        if (_status.Cycles == 0) Adopt();
        for (var cycle = 1; ; cycle++)
        {
            var start = _time.GetTimestamp();
            var failure = await CycleAsync(write: true, cancellation).ConfigureAwait(false);
            if (_options.Times > 0 && cycle >= _options.Times) return failure;
            var pause = _options.Interval - _time.GetElapsedTime(start);

            // Roles and endpoints may take a moment after a task's start; a whole interval without targets would be too long.
            if (_status.LastGoodCycle is null && _options.Times == 0 && FirstRetry * cycle < pause) pause = FirstRetry * cycle;
            await Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, _time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>One cycle that writes nothing: for <c>--explain</c>.</summary>
    /// <returns>What failed, or null.</returns>
    public Task<FailureKind?> ScanOnceAsync(CancellationToken cancellation) => CycleAsync(write: false, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        _scanner.Dispose();
        _rules?.Dispose();
    }

    /// <summary>Adopts the existing file as the last good view.</summary>
    internal void Adopt()
    {
        if (_file.Read(_options.AdoptMaxAge, _time, out var problem) is var (targets, written))
        {
            _scanner.Adopt(targets, written);
            _log.Info("keeping the targets of the existing file until their clusters have been scanned",
                [("file", _options.WriteTo), ("targets", targets.Count), ("written", written)]);
        }
        else if (problem is not null)
        {
            _log.Info("ignoring the existing target file", [("file", _options.WriteTo), ("reason", problem)]);
        }
    }

    /// <summary>One cycle.</summary>
    /// <param name="write">False: the file is not touched.</param>
    /// <param name="cancellation">Cancels at once.</param>
    /// <returns>What failed, or null.</returns>
    internal async Task<FailureKind?> CycleAsync(bool write, CancellationToken cancellation)
    {
        var start = _time.GetTimestamp();
        List<FailureException> failures = [];
        if (await RefreshRulesAsync(failures, cancellation).ConfigureAwait(false))
        {
            var outcome = await _scanner.RunAsync(cancellation).ConfigureAwait(false);
            foreach (var cluster in outcome.Scans)
            {
                failures.AddRange(cluster.Failures);
                if (cluster.Failures is [var first, ..]) _failures.Failed(Cluster(cluster.Name), first, "the scan failed; the last good targets are kept");
                else _failures.Succeeded(Cluster(cluster.Name), "the scan has recovered");
                if (cluster.HasDropped)
                    _log.Warn("targets dropped: their cluster could not be listed for too long", [("cluster", cluster.Name), ("max_stale", _options.MaxStale)]);
            }

            if (_scanner.KnowsAnything) Publish(outcome, write, failures);
            End(outcome.Scans, start, failures.Count == 0);
        }
        else
        {
            End([], start, good: false);
        }

        return failures.Count == 0 ? null
            : failures.Exists(static failure => failure.Kind == FailureKind.CannotWrite) ? FailureKind.CannotWrite
            : failures.Exists(static failure => failure.Kind == FailureKind.Denied) ? FailureKind.Denied
            : FailureKind.Unavailable;
    }

    /// <summary>When the requested rules can't be read, targets can't be determined, so nothing is touched.</summary>
    private async Task<bool> RefreshRulesAsync(List<FailureException> failures, CancellationToken cancellation)
    {
        if (_rules is null) return true;
        try
        {
            if (await _rules.RefreshAsync(cancellation).ConfigureAwait(false) is { } rules)
                _scanner.Select(new TargetSelection(_options.Selection with { Rules = rules }));
            _failures.Succeeded(Rules(), "the rules can be read again");
            return true;
        }
        catch (FailureException e) when (_rules.IsKnown || e.Kind is not (FailureKind.Invalid or FailureKind.Usage))
        {
            failures.Add(e);
            _failures.Failed(Rules(), e, _rules.IsKnown ? "the rules could not be read; the previous ones stay in use" : "the rules could not be read; nothing is scanned without them");
            return _rules.IsKnown;
        }
    }

    private void Publish(CycleOutcome outcome, bool write, List<FailureException> failures)
    {
        // A cycle in which everything failed leaves a file written by prometheus-ecs-discovery exactly as it is, down to its quotes.
        var mustWrite = write && (_file.IsGone || !_written && outcome.Scans.Any(static cluster => cluster.IsCluster && cluster.Failures.Count == 0));
        if (outcome.IsChanged || mustWrite || _status.Targets.Count == 0) _status = _status with { Targets = _scanner.Targets() };
        _summary.Log(_scanner.Clusters, _status.Targets);
        if (!write || !outcome.IsChanged && !mustWrite) return;
        try
        {
            if (_file.Write(_status.Targets)) _log.Debug("targets written", [("file", _options.WriteTo), ("targets", _status.Targets.Count)]);
            _written = true;
            _status = _status with { LastWrite = _time.GetUtcNow(), WriteFailure = null };
            _failures.Succeeded(TargetFile(), "the target file can be written again");
        }
        catch (FailureException e)
        {
            _written = false;
            failures.Add(e);
            _status = _status with { WriteFailure = e.Message };
            _failures.Failed(TargetFile(), e, "the target file could not be written; retrying in the next cycle");
        }
    }

    private void End(IReadOnlyList<ScanOutcome> scans, long start, bool good)
    {
        var now = _time.GetUtcNow();
        var before = _status.Clusters.ToDictionary(static cluster => cluster.Name, static cluster => cluster.LastGood);
        _status = _status with
        {
            Cycles = _status.Cycles + 1,
            FailedCycles = _status.FailedCycles + (good ? 0 : 1),
            LastCycle = now,
            LastGoodCycle = good ? now : _status.LastGoodCycle,
            LastDuration = _time.GetElapsedTime(start),
            Skips = _summary.Skips,
            Rates = _scanner.Rates,
            Clusters = [.. scans.Where(static cluster => cluster.IsCluster || cluster.Failures.Count > 0).Select(cluster => new ClusterStatus
            {
                Name = cluster.Name,
                LastGood = cluster.Failures.Count == 0 ? now : before.GetValueOrDefault(cluster.Name),
                FailingSince = _failures.Find(Cluster(cluster.Name))?.Since,
                Failure = _failures.Find(Cluster(cluster.Name))?.Message,
                Tasks = cluster.Tasks,
                Targets = cluster.Targets,
            })],
        };
        Changed?.Invoke(_status);
    }

    private static FailingSubject Cluster(string name) => new("cluster", name);

    private FailingSubject Rules() => new("rules", _rules!.Location);

    private FailingSubject TargetFile() => new("file", _options.WriteTo);
}
