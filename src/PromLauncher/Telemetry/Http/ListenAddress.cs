using System.Globalization;
using System.Net;

namespace PromLauncher.Telemetry.Http;

/// <summary>Parses <c>--listen</c>.</summary>
public static class ListenAddress
{
    /// <summary>Parses <c>127.0.0.1:9095</c>, <c>[::1]:9095</c>, <c>localhost:9095</c>, or <c>:9095</c> for all addresses of the machine.</summary>
    /// <exception cref="FailureException">It is none of these (usage).</exception>
    public static IPEndPoint Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon >= 0 && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && Address(text[..colon]) is { } address)
            return new IPEndPoint(address, port);
        throw new FailureException(FailureKind.Usage, $"--listen: '{text}' is not a listen address", "write it as 127.0.0.1:9095, or :9095 for all addresses");
    }

    private static IPAddress? Address(string host) => host switch
    {
        "" => System.Net.Sockets.Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any,
        "localhost" => IPAddress.Loopback,
        ['[', .. var inner, ']'] => IPAddress.TryParse(inner, out var six) && inner.Contains(':') ? six : null,
        _ => !host.Contains(':') && IPAddress.TryParse(host, out var four) && host.Count(static c => c == '.') == 3 ? four : null,
    };
}
