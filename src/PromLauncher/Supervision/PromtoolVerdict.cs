namespace PromLauncher.Supervision;

/// <summary>promtool's verdict on a configuration.</summary>
public enum PromtoolVerdict
{
    /// <summary>Prometheus of that release would accept it.</summary>
    Accepted,

    /// <summary>Prometheus of that release would refuse it.</summary>
    Refused,

    /// <summary>promtool could not be run to completion: out of memory, out of time, not executable.</summary>
    Unavailable,
}
