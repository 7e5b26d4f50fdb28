using PromLauncher.Supervision;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>The process around a command: what tests put something else in the place of.</summary>
public sealed record Surroundings
{
    private readonly long _started = TimeProvider.System.GetTimestamp();

    /// <summary>Gives an environment variable's value, or null.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The signals that this process is sent.</summary>
    public SignalQueue Signals { get; init; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Standard output, for what a command is asked for.</summary>
    public TextWriter Output { get; init; } = Streams.Open(1);

    /// <summary>Standard error, for complaints.</summary>
    public TextWriter Error { get; init; } = Streams.Open(2);

    /// <summary>Time since the process's first line.</summary>
    public TimeSpan Age => Time.GetElapsedTime(_started);
}
