using System.Text;
using PromLauncher.Telemetry;

namespace PromLauncher.Sources;

/// <summary>An environment variable whose value is the configuration.</summary>
/// <param name="location">Which.</param>
/// <param name="options">Limits and the main file's name.</param>
public sealed class EnvironmentSource(EnvironmentLocation location, SourceOptions options) : ISource
{
    /// <inheritdoc/>
    public Task<Snapshot> FetchAsync(Snapshot? previous, CancellationToken cancellation)
    {
        if (options.Environment(location.Variable) is not { Length: > 0 } text)
        {
            return Task.FromException<Snapshot>(new FailureException(FailureKind.NotFound,
                $"The environment variable {location.Variable} is not set, or empty.", "Put the configuration's text into it."));
        }

        var content = Encoding.UTF8.GetBytes(text);
        try
        {
            new SizeBudget(options.MaxSize, location.Display).Take(content.Length);
        }
        catch (FailureException e)
        {
            return Task.FromException<Snapshot>(e);
        }

        return Task.FromResult(ContentVersion.Snapshot(
            new Dictionary<string, ReadOnlyMemory<byte>> { [options.MainFile] = content }, options.MainFile, previous));
    }
}
