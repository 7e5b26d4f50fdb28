using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>Tells of a trouble when it begins, when it becomes another one, and when it is over; never at each attempt.</summary>
/// <param name="log">Where it is told.</param>
/// <param name="over">What is said when it is over.</param>
internal sealed class Trouble(Log log, string over)
{
    /// <summary>The trouble; null when there is none.</summary>
    public string? Message { get; private set; }

    /// <summary>It is there, or still there.</summary>
    public void Begin(string message, string? help)
    {
        if (Message != message) log.Error(message, help is null ? [] : [("help", help)]);
        Message = message;
    }

    /// <summary>It is over, or was never there.</summary>
    public void End()
    {
        if (Message is not null) log.Info(over);
        Message = null;
    }
}
