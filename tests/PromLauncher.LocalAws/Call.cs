namespace PromLauncher.LocalAws;

/// <summary>One call that a client has made.</summary>
/// <param name="Action">The IAM action, such as <c>s3:GetObject</c>.</param>
/// <param name="Resource">The ARN that it touched, or <c>*</c>; of several the first that was denied, else the first.</param>
/// <param name="Principal">Who made it.</param>
/// <param name="IsAllowed">Whether the policy allowed it.</param>
/// <param name="Region">The region that it was signed for.</param>
public sealed record Call(string Action, string Resource, string Principal, bool IsAllowed, string Region)
{
    /// <summary>All that it touched: the hundred tasks of a DescribeTasks.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [Resource];
}
