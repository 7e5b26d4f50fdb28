using PromLauncher.Discovery.Ecs;

namespace PromLauncher.Discovery.Targets;

/// <summary>Determines the address at which Prometheus reaches a container.</summary>
internal static class HostAddress
{
    /// <summary>Finds the address.</summary>
    /// <param name="view">The task.</param>
    /// <param name="container">The container.</param>
    /// <param name="kind">The kind of address.</param>
    /// <param name="skip">Why there is none.</param>
    /// <returns>The address, IPv6 in brackets; or null.</returns>
    public static string? Find(TaskView view, EcsContainer container, AddressKind kind, out Skip? skip)
    {
        skip = null;
        var ofHost = TaskView.NeedsHost(view.Task, view.Definition);
        if (ofHost && view.Host is null)
        {
            skip = view.Task.LaunchType == "EXTERNAL" || view.Instance?.IsExternal == true
                ? new Skip(container.Name ?? "", SkipReason.ExternalInstance)
                : new Skip(container.Name ?? "", view.HostProblem, view.HostProblemDetail);
            return null;
        }

        var ipv4 = ofHost ? view.Host!.PrivateIp : container.Ipv4 ?? view.Task.Attachment?.Ipv4;
        var ipv6 = ofHost ? view.Host!.Ipv6 : container.Ipv6;
        var found = kind switch
        {
            AddressKind.Ipv4 => NotEmpty(ipv4),
            AddressKind.Ipv6 => Bracketed(ipv6),
            AddressKind.Public => NotEmpty(ofHost ? view.Host!.PublicIp : view.PublicIp),
            _ => NotEmpty(ipv4) ?? Bracketed(ipv6),
        };
        if (found is not null) return found;
        skip = kind == AddressKind.Public && !ofHost && view.IsPublicIpUnknown
            ? new Skip(container.Name ?? "", SkipReason.AddressUnreadable)
            : new Skip(container.Name ?? "", SkipReason.NoAddress, Detail(view, kind));
        return null;
    }

    private static string Detail(TaskView view, AddressKind kind) => kind switch
    {
        AddressKind.Ipv4 => "it has no private IPv4 address",
        AddressKind.Ipv6 => "it has no IPv6 address",
        AddressKind.Public => "it has no public address",
        _ => $"network mode {view.Definition?.NetworkMode ?? "bridge"}, with neither a port binding nor an interface",
    };

    private static string? NotEmpty(string? text) => text is { Length: > 0 } ? text : null;

    private static string? Bracketed(string? address) => address is { Length: > 0 } ? $"[{address}]" : null;
}
