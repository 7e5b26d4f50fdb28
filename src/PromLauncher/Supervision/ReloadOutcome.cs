namespace PromLauncher.Supervision;

/// <summary>The outcome of a reload so far.</summary>
public enum ReloadOutcome
{
    /// <summary>Prometheus runs the new configuration.</summary>
    Confirmed,

    /// <summary>Prometheus reported that it refused it, or applied only a part of it.</summary>
    Failed,

    /// <summary>Not finished yet: stopping the queue of a changed remote_write takes up to its flush deadline. Never a reason to roll back.</summary>
    Pending,

    /// <summary>Neither metrics nor API can be read.</summary>
    Unknown,
}
