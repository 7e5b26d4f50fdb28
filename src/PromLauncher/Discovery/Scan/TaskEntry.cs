using PromLauncher.Discovery.Ecs;
using PromLauncher.Discovery.Targets;

namespace PromLauncher.Discovery.Scan;

/// <summary>What is known of one task of a cluster.</summary>
/// <param name="arn">Its ARN.</param>
internal sealed class TaskEntry(string arn)
{
    /// <summary>Its ARN.</summary>
    public string Arn { get; } = arn;

    /// <summary>The task as it was last described; null before that.</summary>
    public EcsTask? Task { get; private set; }

    /// <summary>What was made of it; before it is described, what an existing file says of it.</summary>
    public Selection Selection { get; private set; } = Selection.Empty;

    /// <summary>True when the selection has to be made anew.</summary>
    public bool IsStale { get; private set; }

    /// <summary>The listing in which it was last seen.</summary>
    public int Seen { get; set; }

    /// <summary>When it is described again although nothing asks for it.</summary>
    public DateTimeOffset Due { get; private set; }

    /// <summary>Takes targets that an existing file has of it.</summary>
    public void Adopt(Target target) => Selection = Selection with { Targets = [.. Selection.Targets, target] };

    /// <summary>True when it must be asked for in this cycle.</summary>
    public bool NeedsDescribing(DateTimeOffset now, TaskDefinition? definition) =>
        Task is not { LastStatus: "RUNNING" } || now >= Due || MayMove(Task, definition) || LacksAddress(Task);

    /// <summary>Takes a description.</summary>
    /// <param name="task">The description.</param>
    /// <param name="now">When it was made.</param>
    /// <param name="interval">How long it holds; zero: for ever.</param>
    public void Describe(EcsTask task, DateTimeOffset now, TimeSpan interval)
    {
        Due = interval == TimeSpan.Zero ? DateTimeOffset.MaxValue : Next(now, interval);
        Task = task;
        IsStale = true;
    }

    /// <summary>Takes a selection. One that an error of AWS left incomplete does not take away targets that were there.</summary>
    /// <returns>True when the targets are others than before.</returns>
    public bool Select(Selection selection)
    {
        IsStale = selection.IsIncomplete && Task is not null;
        if (selection.IsIncomplete && Selection.Targets.Count > selection.Targets.Count) return false;
        var changed = !selection.Targets.SequenceEqual(Selection.Targets);

        // Equal targets stay the objects they are: what was written from them is shared.
        Selection = changed ? selection : selection with { Targets = Selection.Targets };
        return changed;
    }

    /// <summary>Asks for a new selection.</summary>
    public void Invalidate() => IsStale = Task is not null;

    /// <summary>True when a restarting container may get another port: the task has no address of its own and ports of the host lead to it.</summary>
    private static bool MayMove(EcsTask task, TaskDefinition? definition)
    {
        if (task.LaunchType == "FARGATE" || task.Attachment?.Ipv4 is { Length: > 0 }) return false;
        foreach (var container in task.Containers)
        {
            if (container.Ipv4 is { Length: > 0 } || container.Ipv6 is { Length: > 0 }) return false;
        }

        if (task.HasBindings || definition is null) return true;
        foreach (var container in definition.Containers)
        {
            if (container.Ports.Count > 0) return true;
        }

        return false;
    }

    /// <summary>True when an address of its own has not been told yet.</summary>
    private static bool LacksAddress(EcsTask task)
    {
        if (task.LaunchType != "FARGATE" || task.Attachment?.Ipv4 is { Length: > 0 }) return false;
        foreach (var container in task.Containers)
        {
            if (container.Ipv4 is { Length: > 0 } || container.Ipv6 is { Length: > 0 }) return false;
        }

        return true;
    }

    /// <summary>The next of the moments, an interval apart, that the task's id gives: tasks that start together do not come due together.</summary>
    private DateTimeOffset Next(DateTimeOffset now, TimeSpan interval)
    {
        var phase = (long)(interval.Ticks * Share(Arn));
        return now.AddTicks(interval.Ticks - (now.UtcTicks - phase) % interval.Ticks);
    }

    /// <summary>A share of the interval, from 0 to 1, that an ARN has by itself (FNV-1a, mixed as MurmurHash3 does at its end, since ARNs differ in few places).</summary>
    private static double Share(string arn)
    {
        var hash = 2166136261u;
        foreach (var c in arn) hash = (hash ^ c) * 16777619u;
        hash = (hash ^ hash >> 16) * 0x85EBCA6Bu;
        hash = (hash ^ hash >> 13) * 0xC2B2AE35u;
        return (hash ^ hash >> 16) / (uint.MaxValue + 1d);
    }
}
