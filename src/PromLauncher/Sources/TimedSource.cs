using System.Globalization;
using PromLauncher.Telemetry;

namespace PromLauncher.Sources;

/// <summary>Limits the duration of each attempt, whatever hangs in it.</summary>
/// <param name="inner">The source.</param>
/// <param name="place">The location as shown in errors.</param>
/// <param name="options">The limit and its clock.</param>
internal sealed class TimedSource(ISource inner, string place, SourceOptions options) : ISource, IDisposable
{
    /// <inheritdoc/>
    public async Task<Snapshot> FetchAsync(Snapshot? previous, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.AttemptTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await inner.FetchAsync(previous, either.Token).WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new FailureException(FailureKind.Unavailable,
                string.Create(CultureInfo.InvariantCulture, $"{place} was not read within {options.AttemptTimeout.TotalSeconds:0.###} s."),
                "Is there a route (NAT gateway or VPC endpoint), and does the security group allow HTTPS out?", e)
            { Transient = true };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => (inner as IDisposable)?.Dispose();
}
