using PromLauncher.Config;
using PromLauncher.Sources;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>Fetches a configuration, fills in its placeholders and judges it: one attempt at a time.</summary>
internal sealed class ConfigurationLoader(ISource source, string location, TimeProvider time, Log log)
{
    private Snapshot? _snapshot;

    /// <summary>The location as logs show it.</summary>
    public string Location { get; } = location;

    /// <summary>One attempt.</summary>
    /// <exception cref="FailureException">The source or a placeholder could not be had.</exception>
    public async Task<Candidate> LoadAsync(CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var snapshot = await source.FetchAsync(_snapshot, cancellation);
        if (!ReferenceEquals(snapshot, _snapshot))
            log.Info("fetched", [("location", Location), ("version", snapshot.Version), ("files", snapshot.Files.Count), ("duration", time.GetElapsedTime(start))]);
        _snapshot = snapshot;
        return new Candidate { Version = snapshot.Version, Files = snapshot.Files, MainFile = snapshot.MainFile, Findings = [] };
    }

    /// <summary>The failure that a refused configuration means.</summary>
    public static FailureException Invalid(Candidate candidate, string location)
    {
        var errors = candidate.Findings.Count(static finding => finding.Severity == Severity.Error);
        return new FailureException(FailureKind.Invalid, $"The configuration of {location} is invalid: {errors} error{(errors == 1 ? "" : "s")}.",
            "Each is told above with its file, line and column; `promlauncher validate` shows them with the lines.");
    }
}
