using Amazon.Runtime;
using PromLauncher.Aws;
using PromLauncher.Sources;
using PromLauncher.Telemetry;

namespace PromLauncher.Discovery.Scan;

/// <summary>
/// Makes the API calls of one account and region: rate-limited, a few concurrently, each with a timeout, retried when that may help.
/// </summary>
/// <param name="rate">The rate limit.</param>
/// <param name="statistics">Counts the calls.</param>
/// <param name="time">The clock.</param>
/// <param name="random">The source of jitter.</param>
public sealed class ApiCaller(RequestRate rate, ApiStatistics statistics, TimeProvider time, Random random) : IDisposable
{
    /// <summary>More concurrent calls would not be faster: the rate is the limit.</summary>
    private const int SideBySide = 8;

    private const int Attempts = 4;

    private readonly Backoff _backoff = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(10), random);
    private readonly SemaphoreSlim _slots = new(SideBySide);

    /// <summary>The current rate, in requests per second.</summary>
    public double Rate => rate.Current;

    /// <summary>Makes a call.</summary>
    /// <param name="action">The IAM action: <c>ecs:ListTasks</c>.</param>
    /// <param name="target">What it acts on, for error messages.</param>
    /// <param name="call">Makes one attempt.</param>
    /// <param name="cancellation">Cancels at once.</param>
    /// <exception cref="FailureException">The last attempt failed.</exception>
    public async Task<T> CallAsync<T>(string action, string target, Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        await _slots.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                await rate.WaitAsync(cancellation).ConfigureAwait(false);
                try
                {
                    var answer = await new CallLimit(time).CallAsync(call, cancellation).ConfigureAwait(false);
                    statistics.Ended(action, CallOutcome.Ok);
                    return answer;
                }
                catch (Exception e) when (!(e is OperationCanceledException && cancellation.IsCancellationRequested))
                {
                    var failure = AwsFailure.Describe(e, new AwsCall(action, target));
                    var throttled = e is AmazonServiceException service && AwsFailure.IsThrottled(service);
                    statistics.Ended(action, throttled ? CallOutcome.Throttled : failure.Kind == FailureKind.Denied ? CallOutcome.Denied : CallOutcome.Failed);
                    if (throttled) rate.Throttled();
                    if (attempt == Attempts || !failure.Transient && !throttled) throw failure;
                    await Task.Delay(_backoff.Delay(attempt), time, cancellation).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();
}
