using System.Net;
using System.Net.Sockets;
using PromLauncher.Config.Values;

namespace PromLauncher.Config.Lints;

/// <summary>Whether an address is on the internet, as far as it can be seen from the address itself.</summary>
internal static class PublicHost
{
    /// <summary>True for an <c>http://</c> URL of a host on the internet.</summary>
    public static bool IsReachedUnencrypted(string url, PrometheusVersion version) =>
        url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        && GoUrl.Parse(url, GoRelease.Of(version), out var parsed) is null
        && Is(parsed.HostName);

    /// <summary>
    /// Names without a dot and those of private zones resolve only inside a network (RFC 6762 for local, RFC 9476 for alt, RFC 6761 for
    /// test, example, invalid and localhost; internal is reserved by ICANN, Kubernetes uses svc).
    /// </summary>
    private static bool Is(string host)
    {
        if (IPAddress.TryParse(host, out var address)) return !IsPrivate(address);
        var name = host.AsSpan().TrimEnd('.');
        var dot = name.LastIndexOf('.');
        if (dot < 0) return false;
        return name[(dot + 1)..].ToString().ToLowerInvariant() is not ("local" or "internal" or "localhost" or "lan" or "intranet" or "corp" or "home" or "private"
            or "svc" or "test" or "example" or "invalid" or "alt" or "arpa" or "consul");
    }

    /// <summary>Loopback, RFC 1918, RFC 6598 (carriers, and many a VPC), link-local and unique local addresses.</summary>
    private static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address)) return true;
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal || address.IsIPv6SiteLocal;
        var bytes = address.GetAddressBytes();
        return bytes[0] switch
        {
            0 or 10 => true,
            100 => bytes[1] is >= 64 and < 128,
            169 => bytes[1] == 254,
            172 => bytes[1] is >= 16 and < 32,
            192 => bytes[1] == 168,
            _ => false,
        };
    }
}
