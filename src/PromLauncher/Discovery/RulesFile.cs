using PromLauncher.Discovery.Rules;
using PromLauncher.Sources;

namespace PromLauncher.Discovery;

/// <summary>The rules file, wherever it lies: asked again in each cycle, as the configuration is.</summary>
/// <param name="source">Where it lies.</param>
/// <param name="display">How the place is shown.</param>
public sealed class RulesFile(ISource source, string display) : IDisposable
{
    private Snapshot? _snapshot;

    /// <summary>True once there are rules to go by.</summary>
    public bool IsKnown { get; private set; }

    /// <inheritdoc/>
    public void Dispose() => (source as IDisposable)?.Dispose();

    /// <summary>Asks for it.</summary>
    /// <returns>The rules when they are others than before, else null.</returns>
    /// <exception cref="Telemetry.FailureException">It can't be had, or makes no sense; the rules stay as they were.</exception>
    public async Task<TargetRules?> RefreshAsync(CancellationToken cancellation)
    {
        var snapshot = await source.FetchAsync(_snapshot, cancellation).ConfigureAwait(false);
        if (ReferenceEquals(snapshot, _snapshot)) return null;
        var rules = TargetRulesReader.Read(display, snapshot.Files[snapshot.MainFile]);
        _snapshot = snapshot;
        IsKnown = true;
        return rules;
    }
}
