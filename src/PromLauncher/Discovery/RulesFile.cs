using PromLauncher.Discovery.Rules;
using PromLauncher.Sources;

namespace PromLauncher.Discovery;

/// <summary>The rules file, from any kind of source; polled in each cycle, like the configuration.</summary>
/// <param name="source">Its source.</param>
/// <param name="location">Its location as shown to users.</param>
public sealed class RulesFile(ISource source, string location) : IDisposable
{
    private Snapshot? _snapshot;

    /// <summary>Its location as shown to users.</summary>
    public string Location { get; } = location;

    /// <summary>True once rules have been read.</summary>
    public bool IsKnown { get; private set; }

    /// <inheritdoc/>
    public void Dispose() => (source as IDisposable)?.Dispose();

    /// <summary>Fetches it.</summary>
    /// <returns>The rules when they have changed, else null.</returns>
    /// <exception cref="Telemetry.FailureException">It can't be fetched or is invalid; the rules stay as they were.</exception>
    public async Task<TargetRules?> RefreshAsync(CancellationToken cancellation)
    {
        var snapshot = await source.FetchAsync(_snapshot, cancellation).ConfigureAwait(false);
        if (ReferenceEquals(snapshot, _snapshot)) return null;
        var rules = TargetRulesReader.Read(Location, snapshot.Files[snapshot.MainFile]);
        _snapshot = snapshot;
        IsKnown = true;
        return rules;
    }
}
