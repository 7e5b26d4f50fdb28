namespace PromLauncher.Telemetry;

/// <summary>Why a command could not do its work; the room Cli maps each kind to one exit code.</summary>
public enum FailureKind
{
    /// <summary>The command line or an environment variable makes no sense.</summary>
    Usage,

    /// <summary>The configuration is invalid.</summary>
    Invalid,

    /// <summary>The configuration, or a file that it needs, does not exist.</summary>
    NotFound,

    /// <summary>The source or AWS can't be reached, or answers that it is overloaded.</summary>
    Unavailable,

    /// <summary>A place on disk can't be written.</summary>
    CannotWrite,

    /// <summary>No permission, or no credentials.</summary>
    Denied,

    /// <summary>The program to start exists and can't be executed.</summary>
    CannotExecute,

    /// <summary>The program to start was not found.</summary>
    ProgramNotFound,
}

/// <summary>
/// A failure told to a person: what, where and what to do. Its texts never hold a secret or an expanded value.
/// </summary>
/// <param name="kind">What went wrong, in kind.</param>
/// <param name="message">What was wrong, and where.</param>
/// <param name="help">What to do about it, if there is something.</param>
/// <param name="inner">What caused it.</param>
public sealed class FailureException(FailureKind kind, string message, string? help = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>What went wrong, in kind.</summary>
    public FailureKind Kind { get; } = kind;

    /// <summary>What to do about it, or null.</summary>
    public string? Help { get; } = help;

    /// <summary>True when the same attempt may succeed a moment later (time-outs, 5xx, throttling, DNS).</summary>
    public bool Transient { get; init; }

    /// <summary>
    /// True for a refusal that may end by itself soon after a start: a role or policy that was just made takes some seconds
    /// to be known everywhere.
    /// </summary>
    public bool MaySettle { get; init; }

    /// <summary>How long the other side asks to wait before the next attempt, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
