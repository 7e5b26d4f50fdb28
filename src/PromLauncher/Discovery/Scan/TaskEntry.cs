using PromLauncher.Discovery.Ecs;
using PromLauncher.Discovery.Targets;

namespace PromLauncher.Discovery.Scan;

/// <summary>What is known about one task of a cluster.</summary>
/// <param name="arn">Its ARN.</param>
internal sealed class TaskEntry(string arn)
{
    /// <summary>Its ARN.</summary>
    public string Arn { get; } = arn;

    /// <summary>The task as last described; null before that.</summary>
    public EcsTask? Task { get; private set; }

    /// <summary>The selection made from it; before it is described, its targets in an adopted file.</summary>
    public Selection Selection { get; private set; } = Selection.Empty;

    /// <summary>True when the selection is outdated.</summary>
    public bool IsStale { get; private set; }

    /// <summary>The listing in which it was last seen.</summary>
    public int Seen { get; set; }

    /// <summary>When it is next described even if nothing else requires it.</summary>
    public DateTimeOffset Due { get; private set; }

    /// <summary>Adopts one of its targets from an existing file.</summary>
    public void Adopt(Target target) => Selection = Selection with { Targets = [.. Selection.Targets, target] };

    /// <summary>True when it must be described in this cycle.</summary>
    public bool NeedsDescribing(DateTimeOffset now, TaskDefinition? definition) =>
        Task is not { LastStatus: "RUNNING" } || now >= Due || MayMove(Task, definition) || LacksAddress(Task);

    /// <summary>Stores a description.</summary>
    /// <param name="task">The description.</param>
    /// <param name="now">When it was made.</param>
    /// <param name="interval">How long it is valid; zero: indefinitely.</param>
    public void Describe(EcsTask task, DateTimeOffset now, TimeSpan interval)
    {
        Due = interval == TimeSpan.Zero ? DateTimeOffset.MaxValue : Next(now, interval);
        Task = task;
        IsStale = true;
    }

    /// <summary>Stores a selection. One left incomplete by an AWS error does not remove existing targets.</summary>
    /// <returns>True when the targets have changed.</returns>
    public bool Select(Selection selection)
    {
        IsStale = selection.IsIncomplete && Task is not null;
        if (selection.IsIncomplete && Selection.Targets.Count > selection.Targets.Count) return false;
        var changed = !selection.Targets.SequenceEqual(Selection.Targets);

        // Equal targets stay the same objects, which other structures share.
        Selection = changed ? selection : selection with { Targets = Selection.Targets };
        return changed;
    }

    /// <summary>Marks the selection as outdated.</summary>
    public void Invalidate() => IsStale = Task is not null;

    /// <summary>True when a restarting container may get another port: the task has no address of its own and host ports are mapped to it.</summary>
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

    /// <summary>True when a Fargate task has not been assigned its address yet.</summary>
    private static bool LacksAddress(EcsTask task)
    {
        if (task.LaunchType != "FARGATE" || task.Attachment?.Ipv4 is { Length: > 0 }) return false;
        foreach (var container in task.Containers)
        {
            if (container.Ipv4 is { Length: > 0 } || container.Ipv6 is { Length: > 0 }) return false;
        }

        return true;
    }

    /// <summary>The next due time, with a phase derived from the task's ARN: tasks that start together are not due together.</summary>
    private DateTimeOffset Next(DateTimeOffset now, TimeSpan interval)
    {
        var phase = (long)(interval.Ticks * Share(Arn));
        return now.AddTicks(interval.Ticks - (now.UtcTicks - phase) % interval.Ticks);
    }

    /// <summary>The phase of an ARN, from 0 to 1 (FNV-1a with MurmurHash3's finalizer, since ARNs differ in few places).</summary>
    private static double Share(string arn)
    {
        var hash = 2166136261u;
        foreach (var c in arn) hash = (hash ^ c) * 16777619u;
        hash = (hash ^ hash >> 16) * 0x85EBCA6Bu;
        hash = (hash ^ hash >> 13) * 0xC2B2AE35u;
        return (hash ^ hash >> 16) / (uint.MaxValue + 1d);
    }
}
