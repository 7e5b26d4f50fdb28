using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>
/// A loopback port for a program that has to be told one. The kernel picks it, and gives it to nobody else as long as this socket is bound to it; who
/// names it may listen there all the same, since both allow the address to be reused (SO_REUSEADDR in socket(7): only a listening socket is in the way).
/// </summary>
internal sealed class ReservedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ReservedPort()
    {
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    public int Number => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary><c>127.0.0.1:PORT</c>.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Number}");

    public void Dispose() => _socket.Dispose();
}
