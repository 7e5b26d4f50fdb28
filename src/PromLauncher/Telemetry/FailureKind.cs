namespace PromLauncher.Telemetry;

/// <summary>Why a command failed; the module Cli maps each kind to one exit code.</summary>
public enum FailureKind
{
    /// <summary>The command line or an environment variable is invalid.</summary>
    Usage,

    /// <summary>The configuration is invalid.</summary>
    Invalid,

    /// <summary>The configuration, or a file it needs, does not exist.</summary>
    NotFound,

    /// <summary>The source or AWS can't be reached, or reports overload.</summary>
    Unavailable,

    /// <summary>A path on disk can't be written.</summary>
    CannotWrite,

    /// <summary>No permission, or no credentials.</summary>
    Denied,

    /// <summary>The program to start exists but can't be executed.</summary>
    CannotExecute,

    /// <summary>The program to start was not found.</summary>
    ProgramNotFound,
}
