namespace PromLauncher.Config.Placeholders;

/// <summary>Why resolving a placeholder failed.</summary>
public enum PlaceholderFailureKind
{
    /// <summary>The name doesn't exist. A default applies.</summary>
    NotFound,

    /// <summary>Not available on this launch type or outside ECS. A default applies.</summary>
    DoesNotExistHere,

    /// <summary>Access is denied.</summary>
    Refused,

    /// <summary>Its source can't be reached.</summary>
    Unreachable,
}

/// <summary>The result of resolving a <see cref="PlaceholderReference"/>.</summary>
public abstract record PlaceholderValue
{
    private PlaceholderValue()
    {
    }

    /// <summary>A value, possibly empty. <c>ToString</c> never shows it.</summary>
    /// <param name="Value">The value.</param>
    /// <param name="Origin">Where it came from, for logs: <c>environment</c>, <c>--set</c>, <c>ssm:/prom/token</c>.</param>
    /// <param name="IsSecret">True for what must never be shown: every value of Parameter Store and Secrets Manager.</param>
    public sealed record Text(string Value, string Origin, bool IsSecret) : PlaceholderValue
    {
        /// <inheritdoc/>
        public override string ToString() => $"a value from {Origin}";
    }

    /// <summary>The name is not set anywhere.</summary>
    public sealed record Unset : PlaceholderValue;

    /// <summary>Resolving failed.</summary>
    /// <param name="Kind">The kind of failure.</param>
    /// <param name="Reason">For users; holds no secret. Names the missing IAM action.</param>
    public sealed record Failed(PlaceholderFailureKind Kind, string Reason) : PlaceholderValue;

    /// <summary>The value isn't resolved (<c>validate --offline</c>): its field is not checked.</summary>
    public sealed record Unknown : PlaceholderValue;
}
