using PromLauncher.Telemetry;

namespace PromLauncher.Aws;

/// <summary>What the module Aws depends on.</summary>
public sealed record AwsOptions
{
    /// <summary>Gives an environment variable's value, or null; an empty value counts as unset.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the origin of region and credentials is logged.</summary>
    public Log Log { get; init; } = Log.None;

    /// <summary>The instance metadata service, unless <c>AWS_EC2_METADATA_SERVICE_ENDPOINT</c> names another.</summary>
    public string InstanceMetadataEndpoint { get; init; } = "http://169.254.169.254";

    /// <summary>The base of <c>AWS_CONTAINER_CREDENTIALS_RELATIVE_URI</c>.</summary>
    public string ContainerCredentialsEndpoint { get; init; } = "http://169.254.170.2";

    /// <summary>How long a metadata endpoint, which is on this host, may take to accept a connection.</summary>
    public TimeSpan MetadataConnectTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a metadata endpoint may take to answer.</summary>
    public TimeSpan MetadataTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The value of a variable, or null when it is unset or empty.</summary>
    internal string? Variable(string name) => Environment(name) is { Length: > 0 } value ? value : null;

    /// <summary>True when the variable says <c>true</c> in any case, as the AWS SDKs read their switches.</summary>
    internal bool Switch(string name) => string.Equals(Variable(name), "true", StringComparison.OrdinalIgnoreCase);
}
