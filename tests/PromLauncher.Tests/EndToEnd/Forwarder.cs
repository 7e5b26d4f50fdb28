using System.Net;
using System.Net.Sockets;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>A port that refuses connections until it is opened, and then leads to another one.</summary>
internal sealed class Forwarder(Uri target) : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly ReservedPort _port = new();
    private Task _forwarding = Task.CompletedTask;

    public string Address => _port.Address;

    public void Open() => _forwarding = ForwardAsync();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _forwarding;
        _end.Dispose();
        _port.Dispose();
    }

    private async Task ForwardAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, _port.Number);
        listener.Start();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(_end.Token);
                _ = JoinAsync(client);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task JoinAsync(TcpClient client)
    {
        using var here = client;
        using var there = new TcpClient();
        try
        {
            await there.ConnectAsync(target.Host, target.Port, _end.Token);
            await Task.WhenAny(here.GetStream().CopyToAsync(there.GetStream(), _end.Token), there.GetStream().CopyToAsync(here.GetStream(), _end.Token));
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // One side has gone.
        }
    }
}
