using PromLauncher.Discovery.Ecs;

namespace PromLauncher.Discovery.Targets;

/// <summary>Maps container ports to host ports.</summary>
internal static class HostPorts
{
    /// <summary>The host port, or null when none is mapped. Zero: ECS has not reported it yet.</summary>
    /// <param name="bindings">The container's bindings.</param>
    /// <param name="port">The container's port.</param>
    public static int? Find(IReadOnlyList<NetworkBinding> bindings, int port)
    {
        (int Rank, int Port)? best = null;
        foreach (var binding in bindings)
        {
            if (Map(binding, port) is not { } host) continue;
            var rank = Rank(binding);
            if (best is null || rank >= best.Value.Rank) best = (rank, host);
        }

        return best?.Port;
    }

    /// <summary>The host port of the only binding; Docker's duplicate of it for IPv6 does not count.</summary>
    public static int? Single(IReadOnlyList<NetworkBinding> bindings)
    {
        NetworkBinding? only = null;
        foreach (var binding in bindings)
        {
            if (only is null || IsTwin(only, binding)) only = only is null || Rank(binding) > Rank(only) ? binding : only;
            else return null;
        }

        return only?.HostPort;
    }

    private static bool IsTwin(NetworkBinding one, NetworkBinding other) =>
        one.ContainerPort == other.ContainerPort && one.Protocol == other.Protocol && IsIpv6(one) != IsIpv6(other);

    /// <summary>Prefers what Prometheus can reach: TCP over UDP, then IPv4 over IPv6.</summary>
    private static int Rank(NetworkBinding binding) => (binding.Protocol is "udp" ? 0 : 2) + (IsIpv6(binding) ? 0 : 1);

    private static bool IsIpv6(NetworkBinding binding) => binding.BindIp?.Contains(':') == true;

    private static int? Map(NetworkBinding binding, int port)
    {
        if (binding.ContainerPort is { } single) return single == port ? binding.HostPort ?? 0 : null;
        if (Range(binding.ContainerPortRange) is not var (first, last) || port < first || port > last) return null;
        return Range(binding.HostPortRange) is var (from, to) && from + port - first <= to ? from + port - first : 0;
    }

    private static (int First, int Last)? Range(string? text)
    {
        if (text is null || text.IndexOf('-') is not (> 0 and var dash)) return null;
        return PortList.TryParsePort(text.AsSpan(0, dash), out var first) && PortList.TryParsePort(text.AsSpan(dash + 1), out var last) && last >= first ? (first, last) : null;
    }
}
