namespace PromLauncher.Supervision;

/// <summary>The command to start.</summary>
public sealed record ChildCommand
{
    /// <summary>The program as given: a path, or a name to look up in PATH.</summary>
    public required string Program { get; init; }

    /// <summary>Its arguments, without argv[0].</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Variables to set in addition to those of this process.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    /// <summary>How long after a stop signal the child is killed; zero means never.</summary>
    public TimeSpan StopTimeout { get; init; }

    /// <summary>The binary that holds the trampoline: this one, except in tests.</summary>
    internal string Launcher { get; init; } = Trampoline.Self;
}
