namespace PromLauncher.Config.Placeholders;

/// <summary>Why a placeholder has no value although somebody was asked.</summary>
public enum PlaceholderFailureKind
{
    /// <summary>There is none of that name. A default serves.</summary>
    NotFound,

    /// <summary>This launch type, or this place outside ECS, doesn't have it. A default serves.</summary>
    DoesNotExistHere,

    /// <summary>Who holds it does not let us read it.</summary>
    Refused,

    /// <summary>Who holds it can't be reached.</summary>
    Unreachable,
}

/// <summary>What asking for a <see cref="PlaceholderReference"/> gave.</summary>
public abstract record PlaceholderValue
{
    private PlaceholderValue()
    {
    }

    /// <summary>A value, perhaps empty. <c>ToString</c> never shows it.</summary>
    /// <param name="Value">The value.</param>
    /// <param name="Origin">Where it came from, for logs: <c>environment</c>, <c>--set</c>, <c>ssm:/prom/token</c>.</param>
    /// <param name="IsSecret">True for what must never be shown: every value of Parameter Store and Secrets Manager.</param>
    public sealed record Text(string Value, string Origin, bool IsSecret) : PlaceholderValue
    {
        /// <inheritdoc/>
        public override string ToString() => $"a value from {Origin}";
    }

    /// <summary>Nobody knows the name.</summary>
    public sealed record Unset : PlaceholderValue;

    /// <summary>Asking failed.</summary>
    /// <param name="Kind">How.</param>
    /// <param name="Reason">Told to a person; holds no secret. Names the IAM action that is missing.</param>
    public sealed record Failed(PlaceholderFailureKind Kind, string Reason) : PlaceholderValue;

    /// <summary>The value isn't asked for (<c>validate --offline</c>): the field around it is not judged.</summary>
    public sealed record Unknown : PlaceholderValue;
}
