using System.Globalization;
using System.Net;

namespace PromLauncher.Supervision;

/// <summary>How to reach, from the same machine, a Prometheus that listens on given addresses.</summary>
internal static class ChildAddress
{
    /// <summary>The best of the addresses: loopback, then all interfaces, then one interface.</summary>
    /// <param name="listenAddresses">As given to <c>--web.listen-address</c>.</param>
    /// <returns><c>host:port</c> for a URL.</returns>
    public static string Choose(IReadOnlyList<string> listenAddresses)
    {
        var best = (Rank: int.MaxValue, Authority: "127.0.0.1:9090");
        foreach (var address in listenAddresses)
        {
            if (Split(address) is not var (host, port)) continue;
            var candidate = Reach(host, port);
            if (candidate.Rank < best.Rank) best = candidate;
        }

        return best.Authority;
    }

    private static (int Rank, string Authority) Reach(string host, int port)
    {
        var suffix = ":" + port.ToString(CultureInfo.InvariantCulture);
        // With an empty host Go listens on IPv4 and IPv6.
        if (host.Length == 0) return (1, IPAddress.Loopback + suffix);
        if (host == "localhost") return (0, host + suffix);
        if (!IPAddress.TryParse(host, out var ip)) return (3, host + suffix);
        if (ip.Equals(IPAddress.Any)) return (1, IPAddress.Loopback + suffix);
        if (ip.Equals(IPAddress.IPv6Any)) return (2, $"[{IPAddress.IPv6Loopback}]{suffix}");
        var text = ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{ip}]" : ip.ToString();
        return (IPAddress.IsLoopback(ip) ? 0 : 3, text + suffix);
    }

    /// <summary>Like Go's net.SplitHostPort; named ports are left to Prometheus.</summary>
    private static (string Host, int Port)? Split(string address)
    {
        var colon = address.LastIndexOf(':');
        if (colon < 0 || !ushort.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)) return null;
        var host = address[..colon];
        return (host.StartsWith('[') && host.EndsWith(']') ? host[1..^1] : host, port);
    }
}
