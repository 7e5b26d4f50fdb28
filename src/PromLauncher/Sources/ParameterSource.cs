using System.Text;
using PromLauncher.Aws;
using PromLauncher.Telemetry;

namespace PromLauncher.Sources;

/// <summary>A parameter of Parameter Store whose value is the configuration (up to 8 KiB in the advanced tier).</summary>
/// <param name="location">Which.</param>
/// <param name="options">Limits and the main file's name.</param>
/// <param name="aws">How AWS is called.</param>
public sealed class ParameterSource(ParameterLocation location, SourceOptions options, AwsContext aws) : ISource
{
    private readonly ParameterStore _store = new(aws);

    /// <inheritdoc/>
    public async Task<Snapshot> FetchAsync(Snapshot? previous, CancellationToken cancellation)
    {
        var value = (await _store.ReadAsync([location.Name], cancellation).ConfigureAwait(false))[location.Name];
        if (value.Text is not { } text) throw Failure(value);
        var content = Encoding.UTF8.GetBytes(text);
        new SizeBudget(options.MaxSize, location.Display).Take(content.Length);
        return ContentVersion.Snapshot(new Dictionary<string, ReadOnlyMemory<byte>> { [options.MainFile] = content }, options.MainFile, previous);
    }

    private FailureException Failure(AwsValue value)
    {
        var (kind, transient) = value.Outcome switch
        {
            AwsValueOutcome.Refused => (FailureKind.Denied, false),
            AwsValueOutcome.Unreachable => (FailureKind.Unavailable, true),
            AwsValueOutcome.DoesNotExistHere => (FailureKind.Usage, false),
            _ => (FailureKind.NotFound, false),
        };
        return new FailureException(kind, $"{location.Display}: {value.Problem}") { Transient = transient, MaySettle = kind == FailureKind.Denied };
    }
}
