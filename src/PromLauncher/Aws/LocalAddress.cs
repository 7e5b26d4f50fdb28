using System.Net;
using System.Net.Sockets;

namespace PromLauncher.Aws;

/// <summary>
/// Addresses on this host and its link: the child, task metadata, credentials, IMDS. Requests to them never go through a proxy,
/// and no redirect from elsewhere may lead to them.
/// </summary>
public static class LocalAddress
{
    /// <summary>True for a loopback or link-local host, written as a name or an address.</summary>
    public static bool Is(string host)
    {
        var name = host.AsSpan().Trim("[]").TrimEnd('.');
        if (name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)) return true;
        return IPAddress.TryParse(name, out var address) && Is(address);
    }

    /// <summary>True for a loopback or link-local address (RFC 1122, 3927, 4291), and for the fd00:ec2::/32 of AWS's metadata services.</summary>
    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address)) return true;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetwork
            ? bytes[0] == 169 && bytes[1] == 254 || bytes[0] == 0
            : address.IsIPv6LinkLocal || address.Equals(IPAddress.IPv6Any) || bytes is [0xfd, 0x00, 0x0e, 0xc2, ..];
    }
}
