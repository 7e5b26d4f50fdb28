namespace PromLauncher.Discovery.Ecs;

/// <summary>A resource that ECS did not describe although the call succeeded (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html).</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Reason"><c>MISSING</c>: it does not exist (any more). Other reasons don't imply that.</param>
public sealed record EcsFailure(string Arn, string Reason)
{
    /// <summary>True when the resource is gone.</summary>
    public bool IsMissing => Reason == "MISSING";
}
