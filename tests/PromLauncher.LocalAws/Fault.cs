using System.Text.Json.Serialization;

namespace PromLauncher.LocalAws;

/// <summary>What goes wrong.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
public enum FaultKind
{
    /// <summary>The answer comes late, by <see cref="Fault.DelayMilliseconds"/>.</summary>
    Delay,

    /// <summary>503: S3's SlowDown, elsewhere ServiceUnavailable.</summary>
    Unavailable,

    /// <summary>500 InternalError.</summary>
    InternalError,

    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>The answer's body breaks off in its middle.</summary>
    Truncate,

    /// <summary>No answer ever comes.</summary>
    Hang,

    /// <summary>The call is refused as by a policy.</summary>
    AccessDenied,

    /// <summary>The call rate is too high.</summary>
    Throttle,
}

/// <summary>A fault that happens to matching calls.</summary>
public sealed record Fault
{
    /// <summary>The IAM action, with <c>*</c> and <c>?</c>.</summary>
    public string Action { get; init; } = "*";

    /// <summary>The ARN that is touched, with <c>*</c> and <c>?</c>.</summary>
    public string Resource { get; init; } = "*";

    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>To how many calls it happens; null: until it is removed.</summary>
    public int? Times { get; init; }

    /// <summary>Of a call to how many it happens, from 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>How late the answer comes, in milliseconds.</summary>
    public int DelayMilliseconds { get; init; } = 1000;
}
