namespace PromLauncher.Telemetry;

/// <summary>
/// A failure reported to the user: what, where and what to do. Its messages never hold a secret or an expanded value.
/// </summary>
/// <param name="kind">The kind of failure.</param>
/// <param name="message">What was wrong, and where.</param>
/// <param name="help">What to do about it, or null.</param>
/// <param name="inner">What caused it.</param>
public sealed class FailureException(FailureKind kind, string message, string? help = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>The kind of failure.</summary>
    public FailureKind Kind { get; } = kind;

    /// <summary>What to do about it, or null.</summary>
    public string? Help { get; } = help;

    /// <summary>True when the same attempt may succeed a moment later (timeouts, 5xx, throttling, DNS).</summary>
    public bool Transient { get; init; }

    /// <summary>
    /// True for a refusal that may resolve itself soon after a start: a new role or policy takes some seconds
    /// to propagate.
    /// </summary>
    public bool MaySettle { get; init; }

    /// <summary>How long the server asks to wait before the next attempt, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
