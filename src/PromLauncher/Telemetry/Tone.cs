namespace PromLauncher.Telemetry;

/// <summary>How something looks on the page.</summary>
public enum Tone
{
    /// <summary>Plain.</summary>
    None,

    /// <summary>All is well.</summary>
    Good,

    /// <summary>Worth a look eventually.</summary>
    Warning,

    /// <summary>Worth a look now.</summary>
    Bad,
}
