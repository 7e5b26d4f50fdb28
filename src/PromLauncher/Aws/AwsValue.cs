using PromLauncher.Telemetry;

namespace PromLauncher.Aws;

/// <summary>The name of a value held by AWS, as in a placeholder.</summary>
/// <param name="Scheme"><c>ssm</c>, <c>secretsmanager</c>, <c>ecs</c> or <c>aws</c>.</param>
/// <param name="Name">The part after the colon: <c>/prom/token:3</c>, <c>id#key@AWSPREVIOUS</c>, <c>cluster</c>, <c>region</c>.</param>
public readonly record struct AwsName(string Scheme, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Scheme}:{Name}";
}

/// <summary>The outcome of resolving a value.</summary>
public enum AwsValueOutcome
{
    /// <summary>The value was read.</summary>
    Found,

    /// <summary>There is no value of that name.</summary>
    NotFound,

    /// <summary>It doesn't exist on this launch type, or outside ECS.</summary>
    DoesNotExistHere,

    /// <summary>We may not read it.</summary>
    Refused,

    /// <summary>The service that holds it can't be reached.</summary>
    Unreachable,
}

/// <summary>The result of resolving a value.</summary>
/// <param name="Outcome">The outcome.</param>
public sealed record AwsValue(AwsValueOutcome Outcome)
{
    /// <summary>The value, when <see cref="Outcome"/> is <see cref="AwsValueOutcome.Found"/>.</summary>
    public string? Text { get; init; }

    /// <summary>True for all of Parameter Store and Secrets Manager.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Where it came from, for logs: <c>Parameter Store, eu-west-1, version 3</c>.</summary>
    public string Origin { get; init; } = "";

    /// <summary>What was wrong, naming the missing IAM action; also set when an old value is kept because the refresh failed.</summary>
    public string? Problem { get; init; }

    /// <summary>True when <see cref="Text"/> is an earlier value, because the refresh failed.</summary>
    public bool IsStale { get; init; }

    /// <summary>Shows no value.</summary>
    public override string ToString() => Problem is null ? $"{Outcome} ({Origin})" : $"{Outcome}: {Problem}";

    internal static AwsValue Found(string text, string origin, bool secret) => new(AwsValueOutcome.Found) { Text = text, Origin = origin, IsSecret = secret };

    internal static AwsValue Missing(string problem) => new(AwsValueOutcome.NotFound) { Problem = problem };

    internal static AwsValue Absent(string problem) => new(AwsValueOutcome.DoesNotExistHere) { Problem = problem };

    internal static AwsValue Failed(FailureException e) => new(e.Kind switch
    {
        FailureKind.NotFound => AwsValueOutcome.NotFound,
        FailureKind.Denied => AwsValueOutcome.Refused,
        FailureKind.Usage => AwsValueOutcome.DoesNotExistHere,
        _ => AwsValueOutcome.Unreachable,
    })
    { Problem = e.Help is null ? e.Message : $"{e.Message} {e.Help}" };
}
