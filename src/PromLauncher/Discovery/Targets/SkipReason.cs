namespace PromLauncher.Discovery.Targets;

/// <summary>Why a container is not a target.</summary>
public enum SkipReason
{
    /// <summary>It has none of the port labels, and no rule matches it.</summary>
    NoPortLabel,

    /// <summary>The filter label is absent or has another value.</summary>
    Filtered,

    /// <summary>Dynamic port detection is on and <c>PROMETHEUS_DYNAMIC_EXPORT</c> is not <c>1</c>.</summary>
    NoDynamicExport,

    /// <summary>Dynamic port detection is on and there is not exactly one port binding.</summary>
    AmbiguousPort,

    /// <summary>The port label's value is not a valid port.</summary>
    InvalidPort,

    /// <summary>No host port is mapped to the port.</summary>
    PortNotMapped,

    /// <summary>The task is not running (yet, or any more).</summary>
    NotRunning,

    /// <summary>The task definition has no container of that name: ECS injected it.</summary>
    NoDefinition,

    /// <summary>The task definition could not be read.</summary>
    DefinitionUnreadable,

    /// <summary>There is no address of the requested kind.</summary>
    NoAddress,

    /// <summary>There may be an address of the requested kind, but EC2 could not be queried.</summary>
    AddressUnreadable,

    /// <summary>A machine outside EC2 (ECS Anywhere): the API returns no address.</summary>
    ExternalInstance,

    /// <summary>The container instance no longer exists in ECS.</summary>
    InstanceMissing,

    /// <summary>The container instance or its EC2 instance could not be read.</summary>
    InstanceUnreadable,

    /// <summary>The server name is not valid in an address.</summary>
    InvalidServerName,

    /// <summary>The task was listed but could not be described.</summary>
    NotDescribed,
}

/// <summary>The names and texts of <see cref="SkipReason"/>.</summary>
public static class SkipReasons
{
    /// <summary>All of them, in the order of the summary.</summary>
    public static IReadOnlyList<SkipReason> All { get; } = Enum.GetValues<SkipReason>();

    /// <summary>True when an AWS error is the cause: an existing target then stays.</summary>
    public static bool IsError(this SkipReason reason) =>
        reason is SkipReason.DefinitionUnreadable or SkipReason.InstanceUnreadable or SkipReason.AddressUnreadable or SkipReason.NotDescribed;

    /// <summary>The name in metrics and JSON: <c>no_port_label</c>.</summary>
    public static string Name(this SkipReason reason) => reason switch
    {
        SkipReason.NoPortLabel => "no_port_label",
        SkipReason.Filtered => "filtered",
        SkipReason.NoDynamicExport => "no_dynamic_export",
        SkipReason.AmbiguousPort => "ambiguous_port",
        SkipReason.InvalidPort => "invalid_port",
        SkipReason.PortNotMapped => "port_not_mapped",
        SkipReason.NotRunning => "not_running",
        SkipReason.NoDefinition => "no_definition",
        SkipReason.DefinitionUnreadable => "definition_unreadable",
        SkipReason.NoAddress => "no_address",
        SkipReason.AddressUnreadable => "address_unreadable",
        SkipReason.ExternalInstance => "external_instance",
        SkipReason.InstanceMissing => "instance_missing",
        SkipReason.InstanceUnreadable => "instance_unreadable",
        SkipReason.InvalidServerName => "invalid_server_name",
        _ => "not_described",
    };

    /// <summary>A short description.</summary>
    public static string Text(this SkipReason reason) => reason switch
    {
        SkipReason.NoPortLabel => "no port label",
        SkipReason.Filtered => "the filter label does not match",
        SkipReason.NoDynamicExport => "PROMETHEUS_DYNAMIC_EXPORT is not 1",
        SkipReason.AmbiguousPort => "not exactly one port binding",
        SkipReason.InvalidPort => "the port label is not a port number",
        SkipReason.PortNotMapped => "the port is not mapped to the host",
        SkipReason.NotRunning => "the task is not running",
        SkipReason.NoDefinition => "not in the task definition",
        SkipReason.DefinitionUnreadable => "the task definition can't be read",
        SkipReason.NoAddress => "no address",
        SkipReason.AddressUnreadable => "its public address can't be read",
        SkipReason.ExternalInstance => "an external instance, whose address ECS does not report",
        SkipReason.InstanceMissing => "its container instance is gone",
        SkipReason.InstanceUnreadable => "its container instance can't be read",
        SkipReason.InvalidServerName => "the server name is not valid in an address",
        _ => "the task could not be described",
    };
}
