namespace PromLauncher.Supervision;

/// <summary>What to start.</summary>
public sealed record ChildCommand
{
    /// <summary>The program as the user names it: a path, or a name to look up in PATH.</summary>
    public required string Program { get; init; }

    /// <summary>Its arguments, without its name.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Variables to set beside those of this process.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    /// <summary>How long after a stop signal the child is killed; zero: never.</summary>
    public TimeSpan StopTimeout { get; init; }

    /// <summary>The binary that holds the trampoline; this one, but in tests.</summary>
    internal string Launcher { get; init; } = Trampoline.Self;
}
