using System.Net;
using System.Net.Sockets;

namespace PromLauncher.Tests.EndToEnd;

public sealed class ReservedPortTest
{
    [Fact]
    public void It_is_given_to_nobody_and_who_names_it_may_listen_there_again_and_again()
    {
        using var port = new ReservedPort();
        using var client = new TcpClient();
        Assert.Equal(SocketError.ConnectionRefused, Assert.Throws<SocketException>(() => client.Connect(IPAddress.Loopback, port.Number)).SocketErrorCode);
        for (var time = 0; time < 2; time++)
        {
            using var listener = new TcpListener(IPAddress.Loopback, port.Number);
            listener.Start();
            using var connected = new TcpClient();
            connected.Connect(IPAddress.Loopback, port.Number);
        }

        List<Socket> others = [];
        try
        {
            for (var i = 0; i < 200; i++)
            {
                var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                others.Add(other);
                other.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
                Assert.NotEqual(port.Number, ((IPEndPoint)other.LocalEndPoint!).Port);
            }
        }
        finally
        {
            others.ForEach(static other => other.Dispose());
        }
    }
}
