using System.Text.Json.Serialization;

namespace PromLauncher.LocalAws;

/// <summary>A kind of fault.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
public enum FaultKind
{
    /// <summary>The response is delayed by <see cref="Fault.DelayMilliseconds"/>.</summary>
    Delay,

    /// <summary>503: S3's SlowDown, elsewhere ServiceUnavailable.</summary>
    Unavailable,

    /// <summary>500 InternalError.</summary>
    InternalError,

    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>The response's body is cut off in the middle.</summary>
    Truncate,

    /// <summary>There is never a response.</summary>
    Hang,

    /// <summary>The call is denied as by a policy.</summary>
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

    /// <summary>Its kind.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>How many calls it affects; null: all until it is removed.</summary>
    public int? Times { get; init; }

    /// <summary>The probability with which it affects a call, from 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>The delay of the response in milliseconds.</summary>
    public int DelayMilliseconds { get; init; } = 1000;
}
