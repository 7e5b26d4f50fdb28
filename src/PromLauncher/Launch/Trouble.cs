using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>Logs a problem when it begins, changes or is over, not at each attempt.</summary>
/// <param name="log">The log.</param>
/// <param name="over">The message when it is over.</param>
internal sealed class Trouble(Log log, string over)
{
    /// <summary>The current problem; null when there is none.</summary>
    public string? Message { get; private set; }

    /// <summary>Records that there is a problem.</summary>
    public void Begin(string message, string? help)
    {
        if (Message != message) log.Error(message, help is null ? [] : [("help", help)]);
        Message = message;
    }

    /// <summary>Records that there is no problem.</summary>
    public void End()
    {
        if (Message is not null) log.Info(over);
        Message = null;
    }
}
