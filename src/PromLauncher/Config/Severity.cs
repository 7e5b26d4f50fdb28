namespace PromLauncher.Config;

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing.</summary>
    Note,

    /// <summary>Prometheus accepts it, and it is probably wrong.</summary>
    Warning,

    /// <summary>The chosen Prometheus release refuses it.</summary>
    Error,
}
