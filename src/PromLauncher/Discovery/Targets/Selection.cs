namespace PromLauncher.Discovery.Targets;

/// <summary>A container that is not a target.</summary>
/// <param name="Container">Its name; empty when the task's containers aren't known.</param>
/// <param name="Reason">The reason.</param>
/// <param name="Detail">Details: the invalid value, the status; null when <see cref="SkipReasons.Text"/> says it all.</param>
public sealed record Skip(string Container, SkipReason Reason, string? Detail = null)
{
    /// <summary>The reason as shown to users.</summary>
    public string Text => Detail is null ? Reason.Text() : $"{Reason.Text()}: {Detail}";
}

/// <summary>The targets and skipped containers of one task.</summary>
/// <param name="Targets">Its targets.</param>
/// <param name="Skips">Its containers that are not targets, and why.</param>
public sealed record Selection(IReadOnlyList<Target> Targets, IReadOnlyList<Skip> Skips)
{
    /// <summary>No targets and no skips.</summary>
    public static Selection Empty { get; } = new([], []);

    /// <summary>Docker labels that were not used as written: what was wrong, by container.</summary>
    public IReadOnlyList<(string Container, string Text)> Notes { get; init; } = [];

    /// <summary>True when an AWS error, not the task itself, kept a container from being a target.</summary>
    public bool IsIncomplete
    {
        get
        {
            foreach (var skip in Skips)
            {
                if (skip.Reason.IsError()) return true;
            }

            return false;
        }
    }
}
