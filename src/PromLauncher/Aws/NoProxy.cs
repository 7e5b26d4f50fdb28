using System.Globalization;
using System.Net;

namespace PromLauncher.Aws;

/// <summary>
/// The hosts that <c>NO_PROXY</c> names, interpreted as Go programs do (https://pkg.go.dev/golang.org/x/net/http/httpproxy), including the Prometheus in the same
/// container: <c>*</c>, an address, a range (<c>10.0.0.0/8</c>), or a domain, which includes its subdomains, or with a leading dot means only them; each with or without a port. .NET itself supports
/// no ranges and takes a domain without a leading dot for one host.
/// </summary>
internal sealed class NoProxy
{
    private readonly List<(IPNetwork Network, int? Port)> _networks = [];
    private readonly List<(string Name, int? Port)> _names = [];
    private bool _coversAll;

    private NoProxy()
    {
    }

    /// <summary>Parses the variable's value; an invalid entry matches nothing.</summary>
    public static NoProxy Parse(string? text)
    {
        var hosts = new NoProxy();
        foreach (var entry in (text ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) hosts.Add(entry);
        return hosts;
    }

    /// <summary>True when the address is to be reached directly.</summary>
    public bool Covers(Uri address)
    {
        if (_coversAll) return true;
        if (IPAddress.TryParse(address.IdnHost, out var ip))
        {
            if (ip.IsIPv4MappedToIPv6) ip = ip.MapToIPv4();
            return _networks.Exists(entry => entry.Network.Contains(ip) && Fits(entry.Port));
        }

        return _names.Exists(entry => IsWithin(address.IdnHost.TrimEnd('.'), entry.Name) && Fits(entry.Port));

        bool Fits(int? port) => port is null || port == address.Port;
    }

    private void Add(string entry)
    {
        if (entry == "*") _coversAll = true;
        else if (Network(entry) is { } network) _networks.Add((network, null));
        else if (entry.LastIndexOf(':') is > 0 and var colon && ushort.TryParse(entry.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            AddHost(entry[..colon], port);
        else AddHost(entry, null);
    }

    private void AddHost(string host, int? port)
    {
        if (Network(host.Trim('[', ']')) is { } network) _networks.Add((network, port));
        else if (host.TrimStart('*').TrimEnd('.') is { Length: > 0 } name) _names.Add((name, port));
    }

    private static IPNetwork? Network(string text)
    {
        if (IPAddress.TryParse(text, out var ip)) return new IPNetwork(ip, ip.GetAddressBytes().Length * 8);
        return text.Split('/') is [var start, var length] && IPAddress.TryParse(start, out ip) && int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bits)
            && bits <= ip.GetAddressBytes().Length * 8 ? new IPNetwork(Masked(ip, bits), bits) : null;
    }

    /// <summary>Go reads <c>10.1.2.3/8</c> as <c>10.0.0.0/8</c>; .NET would refuse it.</summary>
    private static IPAddress Masked(IPAddress ip, int bits)
    {
        var bytes = ip.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++) bytes[i] &= (byte)(0xFF00 >> Math.Clamp(bits - i * 8, 0, 8));
        return new IPAddress(bytes);
    }

    private static bool IsWithin(string host, string domain) =>
        host.EndsWith(domain, StringComparison.OrdinalIgnoreCase) && (domain[0] == '.' || host.Length == domain.Length || host[^(domain.Length + 1)] == '.');
}
