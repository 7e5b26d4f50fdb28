using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using PromLauncher.Telemetry;

namespace PromLauncher.Aws;

/// <summary>
/// The region we are in, from the environment, profile, task metadata or instance metadata, in this order. Found once.
/// </summary>
public sealed class AwsRegion
{
    private readonly AwsOptions _options;
    private readonly TaskMetadata _task;
    private readonly InstanceMetadata _instance;
    private readonly Once<string?> _region;

    internal AwsRegion(AwsOptions options, TaskMetadata task, InstanceMetadata instance)
    {
        _options = options;
        _task = task;
        _instance = instance;
        _region = new Once<string?>(LookUpAsync);
    }

    /// <summary>Where the region came from, once it is known: <c>AWS_REGION</c>, <c>profile</c>, <c>task metadata</c>, …</summary>
    public string? Origin { get; private set; }

    /// <summary>The region's name, or null when it is unknown (yet): then the next call looks again.</summary>
    public async Task<string?> FindAsync(CancellationToken cancellation)
    {
        try
        {
            return await GetAsync(cancellation).ConfigureAwait(false);
        }
        catch (FailureException)
        {
            return null;
        }
    }

    /// <summary>The region's name.</summary>
    /// <exception cref="FailureException">It is unknown (usage), or task metadata, which should have it, does not answer (unavailable, transient).</exception>
    public async Task<string> GetAsync(CancellationToken cancellation)
    {
        if (await _region.GetAsync(cancellation).ConfigureAwait(false) is { } known) return known;
        // No answer doesn't mean unknown: a container may be up before its metadata.
        if (_task.IsPresent && (await _task.TaskAsync(cancellation).ConfigureAwait(false)).Region is { } late) return Found(late, "task metadata");
        throw new FailureException(FailureKind.Usage, "No AWS region is known: no AWS_REGION, no profile, and neither task nor instance metadata provides one.", "Set AWS_REGION.");
    }

    /// <summary>
    /// The region of an availability zone, or null when its name has no number: <c>us-west-2</c> of <c>us-west-2b</c>, and of the local zone
    /// <c>us-west-2-lax-1a</c> too (https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-local-zones.html).
    /// </summary>
    internal static string? OfZone(string zone)
    {
        var digit = zone.AsSpan().IndexOfAnyInRange('0', '9');
        if (digit < 0) return null;
        var length = zone.AsSpan(digit).IndexOfAnyExceptInRange('0', '9');
        return length < 0 ? zone : zone[..(digit + length)];
    }

    private async Task<string?> LookUpAsync()
    {
        foreach (var variable in (string[])["AWS_REGION", "AWS_DEFAULT_REGION"])
        {
            if (_options.Variable(variable) is { } region) return Found(region, variable);
        }

        if (ProfileFiles.Exist(_options) && FromProfile() is { } named) return Found(named, "profile");
        if (await _task.FindRegionAsync().ConfigureAwait(false) is { } own) return Found(own, "task metadata");

        // With an endpoint given we may well be outside AWS, where requests for instance metadata go unanswered.
        if (_options.Variable("AWS_ENDPOINT_URL") is not null) return null;
        return await _instance.RegionAsync(CancellationToken.None).ConfigureAwait(false) is { } at ? Found(at, "instance metadata") : null;
    }

    private string? FromProfile()
    {
        try
        {
            return new CredentialProfileStoreChain().TryGetProfile(ProfileFiles.Profile(_options), out var profile) ? profile.Region?.SystemName : null;
        }
        catch (Exception e) when (e is AmazonClientException or InvalidDataException or IOException)
        {
            _options.Log.Warn("the AWS profile can't be read", [("profile", ProfileFiles.Profile(_options)), ("err", e.Message)]);
            return null;
        }
    }

    private string Found(string region, string origin)
    {
        Origin = origin;
        _options.Log.Debug("AWS region found", [("region", region), ("source", origin)]);
        return region;
    }
}
