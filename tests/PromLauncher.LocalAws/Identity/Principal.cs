namespace PromLauncher.LocalAws.Identity;

/// <summary>Keys, their owner, and what the owner may do.</summary>
public sealed record Principal
{
    /// <summary>The access key id.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>The secret access key.</summary>
    public required string SecretAccessKey { get; init; }

    /// <summary>The session token of temporary keys, or null.</summary>
    public string? SessionToken { get; init; }

    /// <summary>When temporary keys expire, or null.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The ARN of the user, role or assumed role.</summary>
    public string Arn { get; init; } = "arn:aws:iam::123456789012:user/demo";

    /// <summary>What it may do.</summary>
    public Policy Policy { get; init; } = Policy.AllowAll;
}

/// <summary>A role that can be assumed, or that a task or an instance has.</summary>
public sealed record Role
{
    /// <summary>Its ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>What it may do.</summary>
    public Policy Policy { get; init; } = Policy.AllowAll;

    /// <summary>The external id required to assume it, or null.</summary>
    public string? ExternalId { get; init; }
}
