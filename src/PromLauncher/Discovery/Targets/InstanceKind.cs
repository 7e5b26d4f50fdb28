namespace PromLauncher.Discovery.Targets;

/// <summary>The value of the label <c>instance</c>.</summary>
public enum InstanceKind
{
    /// <summary>Nothing: Prometheus sets it to the address.</summary>
    Unset,

    /// <summary>The address, set explicitly so that relabelling can't lose it.</summary>
    Address,

    /// <summary>The task's id; with <c>:port</c> appended where a task has several targets.</summary>
    TaskId,
}
