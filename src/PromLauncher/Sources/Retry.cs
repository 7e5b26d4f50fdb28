using PromLauncher.Telemetry;

namespace PromLauncher.Sources;

/// <summary>One attempt that failed, for the log.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="Failure">Why it failed.</param>
/// <param name="Delay">The delay before the next attempt, or null when there is none.</param>
public readonly record struct FailedAttempt(int Number, FailureException Failure, TimeSpan? Delay);

/// <summary>
/// Retries a source until it succeeds, with a growing delay (<see cref="Backoff"/>) unless the source asks for another one.
/// </summary>
/// <param name="time">The clock of deadlines and delays.</param>
/// <param name="random">Where the jitter comes from.</param>
public sealed class Retry(TimeProvider time, Random random)
{
    /// <summary>How long a refusal counts as transient: a new role takes a while to propagate.</summary>
    public static readonly TimeSpan DeniedGrace = TimeSpan.FromSeconds(15);

    private readonly Backoff _backoff = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(10), random);

    /// <summary>Fetches until it succeeds, fails for good, or the time is up.</summary>
    /// <param name="source">What to fetch.</param>
    /// <inheritdoc cref="RunAsync"/>
    public Task<Snapshot> FetchAsync(ISource source, TimeSpan timeout, Action<FailedAttempt>? failed, CancellationToken cancellation) =>
        RunAsync(token => source.FetchAsync(null, token), timeout, failed, cancellation);

    /// <summary>Tries until it succeeds, fails for good, or the time is up.</summary>
    /// <param name="attempt">One attempt.</param>
    /// <param name="timeout">How long to try; an attempt still under way at its end is cancelled.</param>
    /// <param name="failed">Called on each failed attempt, at once.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <param name="wake">Completes when the next attempt should start at once; null: never.</param>
    /// <exception cref="FailureException">The last attempt's failure: a final one, or a transient one when the time is up.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> attempt, TimeSpan timeout, Action<FailedAttempt>? failed, CancellationToken cancellation, Func<CancellationToken, Task>? wake = null)
    {
        var start = time.GetTimestamp();
        using var deadline = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        FailureException? last = null;
        for (var number = 1; ; number++)
        {
            try
            {
                var running = attempt(either.Token);

                // A timer costs a thread: an attempt that completes synchronously needs none.
                if (!running.IsCompleted && timeout - time.GetElapsedTime(start) is var left) deadline.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
                return await running.ConfigureAwait(false);
            }
            catch (FailureException e)
            {
                cancellation.ThrowIfCancellationRequested();
                last = e;
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw last ?? new FailureException(FailureKind.Unavailable, "The configuration could not be fetched within the startup timeout.",
                    "Is the source reachable from here? See --startup-timeout.") { Transient = true };
            }

            var elapsed = time.GetElapsedTime(start);
            var delay = last.RetryAfter is { } asked && asked > TimeSpan.Zero ? asked : _backoff.Delay(number);
            var again = (last.Transient || last.MaySettle && elapsed < DeniedGrace) && elapsed + delay < timeout;
            failed?.Invoke(new FailedAttempt(number, last, again ? delay : null));
            if (!again) throw last;
            await PauseAsync(delay, wake, cancellation).ConfigureAwait(false);
        }
    }

    private async Task PauseAsync(TimeSpan delay, Func<CancellationToken, Task>? wake, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var pause = Task.Delay(delay, time, either.Token);
        var woken = wake?.Invoke(either.Token) ?? pause;
        await Task.WhenAny(pause, woken).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);

        // Awaited to its end, so that no abandoned wait consumes a later signal.
        await woken.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
    }
}
