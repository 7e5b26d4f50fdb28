namespace PromLauncher.Discovery.Targets;

/// <summary>A container that is no target.</summary>
/// <param name="Container">Its name; empty when the task's containers aren't known.</param>
/// <param name="Reason">Why.</param>
/// <param name="Detail">More on that: the value that can't be read, the status; null when <see cref="SkipReasons.Text"/> says it all.</param>
public sealed record Skip(string Container, SkipReason Reason, string? Detail = null)
{
    /// <summary>The reason for people.</summary>
    public string Text => Detail is null ? Reason.Text() : $"{Reason.Text()}: {Detail}";
}

/// <summary>What became of one task.</summary>
/// <param name="Targets">Its targets.</param>
/// <param name="Skips">Its containers that are none, and why.</param>
public sealed record Selection(IReadOnlyList<Target> Targets, IReadOnlyList<Skip> Skips)
{
    /// <summary>Nothing at all.</summary>
    public static Selection Empty { get; } = new([], []);

    /// <summary>Labels of containers that could not be taken as they stand: what was wrong, by container.</summary>
    public IReadOnlyList<(string Container, string Text)> Notes { get; init; } = [];

    /// <summary>True when an error of AWS, and not the task itself, kept a container from being a target.</summary>
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
