using PromLauncher.Telemetry;

namespace PromLauncher.Discovery;

/// <summary>Clusters of one account and region.</summary>
public sealed record DiscoverScope
{
    /// <summary>The word for the cluster that we run in.</summary>
    public const string Self = "self";

    /// <summary>The word for all clusters, where a flag needs a value.</summary>
    public const string All = "*";

    /// <summary>Names and ARNs of clusters, and <see cref="Self"/>; empty: all clusters of the region.</summary>
    public IReadOnlyList<string> Clusters { get; init; } = [];

    /// <summary>The region; null: ours. A cluster's ARN brings its own.</summary>
    public string? Region { get; init; }

    /// <summary>The role to assume, or null.</summary>
    public string? RoleArn { get; init; }

    /// <summary>The external id that the role's trust policy requires, or null.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Makes a scope from options; <see cref="All"/> among the clusters means all.</summary>
    public static DiscoverScope Of(IEnumerable<string> clusters, string? region, string? roleArn, string? externalId)
    {
        string[] named = [.. clusters.Distinct(StringComparer.Ordinal)];
        return new DiscoverScope { Clusters = named.Contains(All) ? [] : named, Region = region, RoleArn = roleArn, ExternalId = externalId };
    }

    /// <summary>Reads <c>role=ARN,external-id=X,region=R,cluster=A</c>; <c>cluster</c> may be repeated.</summary>
    /// <exception cref="FailureException">It is not valid: usage.</exception>
    public static DiscoverScope Parse(string text)
    {
        string? region = null, role = null, externalId = null;
        var clusters = new List<string>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=');
            var (key, value) = equals < 0 ? (part, "") : (part[..equals].TrimEnd(), part[(equals + 1)..].TrimStart());
            if (value.Length == 0) throw Usage($"'{part}' has no value");
            switch (key)
            {
                case "role" or "role-arn":
                    role = value;
                    break;
                case "external-id":
                    externalId = value;
                    break;
                case "region":
                    region = value;
                    break;
                case "cluster":
                    clusters.Add(value);
                    break;
                default:
                    throw Usage($"'{key}' is unknown");
            }
        }

        if (externalId is not null && role is null) throw Usage("an external id needs a role");
        return Of(clusters, region, role, externalId);

        FailureException Usage(string fault) => new(FailureKind.Usage, $"the scope '{text}' is invalid: {fault}", "write role=ARN,external-id=X,region=R,cluster=A; all parts are optional");
    }
}
