namespace PromLauncher.Telemetry;

/// <summary>What fails: a cluster, a file, a step of a refresh.</summary>
/// <param name="Kind">The kind of thing, which is the key of its field in log lines.</param>
/// <param name="Name">Which one.</param>
public readonly record struct FailingSubject(string Kind, string Name);

/// <summary>Failures that last over several attempts: logged when they begin, change or end, not at each attempt.</summary>
/// <param name="log">The log.</param>
/// <param name="time">The clock.</param>
/// <param name="errorAfter">
/// When given, a failure begins as a warning; after this long it is logged as an error, and again at this interval. Null: it is logged as an error at
/// once, and not again.
/// </param>
public sealed class OngoingFailures(Log log, TimeProvider time, TimeSpan? errorAfter = null)
{
    private readonly Dictionary<FailingSubject, Ongoing> _ongoing = [];

    /// <summary>Since when a subject has been failing, and why; null when it is not failing.</summary>
    public (DateTimeOffset Since, string Message)? Find(FailingSubject subject) =>
        _ongoing.TryGetValue(subject, out var ongoing) ? (ongoing.Since, ongoing.Message) : null;

    /// <summary>Records a failure.</summary>
    /// <param name="subject">What failed.</param>
    /// <param name="failure">Why.</param>
    /// <param name="message">The log message: what happened, and the consequence.</param>
    public void Failed(FailingSubject subject, FailureException failure, string message)
    {
        var now = time.GetUtcNow();
        var known = _ongoing.TryGetValue(subject, out var ongoing);
        if (!known) _ongoing.Add(subject, ongoing = new Ongoing { Since = now });
        var isLasting = now - ongoing!.Since >= errorAfter;
        var isNew = !known || ongoing.Message != failure.Message;
        ongoing.Message = failure.Message;
        if (!isNew && !(isLasting && now - ongoing.Logged >= errorAfter)) return;

        ongoing.Logged = now;
        List<(string, object?)> fields = [(subject.Kind, subject.Name), ("err", failure.Message)];
        if (failure.Help is { } help) fields.Add(("help", help));
        if (known) fields.Add(("since", ongoing.Since));
        log.Write(errorAfter is null || isLasting ? LogLevel.Error : LogLevel.Warn, message, fields.ToArray());
    }

    /// <summary>Records a success, which is logged only when it ends a failure.</summary>
    /// <param name="subject">What succeeded.</param>
    /// <param name="message">The log message.</param>
    public void Succeeded(FailingSubject subject, string message)
    {
        if (_ongoing.Remove(subject, out var ended)) log.Info(message, [(subject.Kind, subject.Name), ("after", time.GetUtcNow() - ended.Since)]);
    }

    private sealed class Ongoing
    {
        public required DateTimeOffset Since { get; init; }

        public DateTimeOffset Logged { get; set; }

        public string Message { get; set; } = "";
    }
}
