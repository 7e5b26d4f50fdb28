using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PromLauncher.Launch.Health;

/// <summary>
/// One GET on a raw socket: initialising HttpClient and TLS would take longer than a whole health check should. A TLS server
/// answers it too, with a plain-text 400 (Go's net/http does); what counts is that it answers.
/// </summary>
internal static class HttpProbe
{
    /// <summary>Sends the request.</summary>
    /// <param name="address">Scheme, host and port; the scheme is ignored.</param>
    /// <param name="path">Relative to the address's own path, such as <c>-/ready</c>.</param>
    /// <param name="timeout">The timeout for the whole request.</param>
    /// <returns>The status code; null when there is no HTTP response.</returns>
    public static int? Get(Uri address, string path, TimeSpan timeout)
    {
        if (Resolve(address) is not { } ip) return null;
        var deadline = TimeProvider.System.GetTimestamp();
        using var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false, NoDelay = true };
        try
        {
            try
            {
                socket.Connect(new IPEndPoint(ip, address.Port));
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
            {
                if (!Wait(SelectMode.SelectWrite)) return null;
            }

            if (!Wait(SelectMode.SelectWrite)) return null;
            socket.Send(Encoding.ASCII.GetBytes($"GET {address.AbsolutePath.TrimEnd('/')}/{path} HTTP/1.1\r\nHost: {address.Authority}\r\nUser-Agent: promlauncher\r\nConnection: close\r\n\r\n"));
            // HTTP/1.1 200
            Span<byte> line = stackalloc byte[12];
            for (var length = 0; length < line.Length;)
            {
                if (!Wait(SelectMode.SelectRead)) return null;
                var received = socket.Receive(line[length..]);
                if (received == 0) return null;
                length += received;
            }

            return line.StartsWith("HTTP/1."u8) && int.TryParse(line[9..], NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null;
        }
        catch (SocketException)
        {
            return null;
        }

        bool Wait(SelectMode mode)
        {
            var left = timeout - TimeProvider.System.GetElapsedTime(deadline);
            return left > TimeSpan.Zero && socket.Poll(left, mode);
        }
    }

    private static IPAddress? Resolve(Uri address)
    {
        if (IPAddress.TryParse(address.IdnHost, out var ip))
            return ip.Equals(IPAddress.Any) ? IPAddress.Loopback : ip.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : ip;
        if (address.IdnHost == "localhost") return IPAddress.Loopback;
        try
        {
            return Dns.GetHostAddresses(address.IdnHost) is [var first, ..] ? first : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
