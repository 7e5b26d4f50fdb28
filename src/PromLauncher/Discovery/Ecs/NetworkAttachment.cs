namespace PromLauncher.Discovery.Ecs;

/// <summary>The network interface of a task in <c>awsvpc</c> mode.</summary>
/// <param name="InterfaceId">Its id.</param>
/// <param name="SubnetId">Its subnet.</param>
/// <param name="Ipv4">Its private IPv4 address.</param>
public sealed record NetworkAttachment(string? InterfaceId, string? SubnetId, string? Ipv4);
