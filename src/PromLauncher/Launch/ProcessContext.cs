using PromLauncher.Supervision;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>What a command takes from its process: environment variables, signals, clock, streams. Tests substitute them.</summary>
public sealed record ProcessContext
{
    private readonly long _started = TimeProvider.System.GetTimestamp();

    /// <summary>Returns an environment variable's value, or null.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The signals sent to this process.</summary>
    public SignalQueue Signals { get; init; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Standard output, for results.</summary>
    public TextWriter Output { get; init; } = Streams.Open(1);

    /// <summary>Standard error, for error messages.</summary>
    public TextWriter Error { get; init; } = Streams.Open(2);

    /// <summary>The time since this process started running.</summary>
    public TimeSpan Age => Time.GetElapsedTime(_started);
}
