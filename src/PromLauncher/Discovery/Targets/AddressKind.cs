namespace PromLauncher.Discovery.Targets;

/// <summary>The address at which a target is scraped.</summary>
public enum AddressKind
{
    /// <summary>The private IPv4 address, else the IPv6 one.</summary>
    Auto,

    /// <summary>The private IPv4 address.</summary>
    Ipv4,

    /// <summary>The IPv6 address.</summary>
    Ipv6,

    /// <summary>The public IPv4 address.</summary>
    Public,
}
