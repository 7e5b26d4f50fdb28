using System.Net;
using System.Net.Sockets;

namespace PromLauncher.Telemetry.Http;

/// <summary>
/// A small HTTP/1.1 server for a handful of read-only pages. ASP.NET would double the binary. One request per connection; the number of connections, the
/// length of a request and its duration are bounded, and when the limit is reached the oldest connection is closed: a deliberately slow client
/// can't lock others out.
/// </summary>
public sealed class Listener : IAsyncDisposable
{
    /// <summary>The maximum number of concurrent connections.</summary>
    internal const int MaxConnections = 64;

    private readonly Socket _socket;
    private readonly IReadOnlyDictionary<string, Func<HttpRequest, HttpResponse>> _pages;
    private readonly Log _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly LinkedList<Connection> _connections = new();
    private readonly Task _accepting;

    private Listener(Socket socket, IReadOnlyDictionary<string, Func<HttpRequest, HttpResponse>> pages, Log log)
    {
        _socket = socket;
        _pages = pages;
        _log = log;
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>How long a client may take to send its request, and again to read the response.</summary>
    internal static TimeSpan Patience { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Where it listens; the port is the actual one when port 0 was requested.</summary>
    public IPEndPoint Address => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Starts to listen.</summary>
    /// <param name="address">See <see cref="ListenAddress.Parse"/>.</param>
    /// <param name="pages">The handler of each path, called on a pool thread.</param>
    /// <param name="log">Receives bind failures and defects.</param>
    /// <returns>Null when the address can't be bound, which is logged and not fatal.</returns>
    public static Listener? Start(IPEndPoint address, IReadOnlyDictionary<string, Func<HttpRequest, HttpResponse>> pages, Log log)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Address.Equals(IPAddress.IPv6Any)) socket.DualMode = true;
            socket.Bind(address);
            socket.Listen(128);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            log.Warn("can't listen; continuing without metrics and pages", [("address", address), ("err", e.Message), ("help", "choose another address with --listen")]);
            return null;
        }

        var listener = new Listener(socket, pages, log);
        log.Info("listening", [("address", listener.Address)]);
        return listener;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _socket.Dispose();
        await _accepting;
        lock (_connections)
        {
            foreach (var connection in _connections) connection.Dispose();
        }

        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Serve(await _socket.AcceptAsync(_stop.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException || e is SocketException && _stop.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException)
            {
                // Out of descriptors, or the client has already gone: don't retry in a tight loop.
                await Task.Delay(100);
            }
        }
    }

    private void Serve(Socket socket)
    {
        var connection = new Connection(socket, Answer);
        lock (_connections)
        {
            if (_connections.Count >= MaxConnections)
            {
                _connections.First!.Value.Dispose();
                _connections.RemoveFirst();
            }

            var place = _connections.AddLast(connection);
            _ = ServeAsync(connection, place);
        }
    }

    private async Task ServeAsync(Connection connection, LinkedListNode<Connection> place)
    {
        await Task.Yield();
        try
        {
            await connection.ServeAsync(Patience);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Disconnected, too slow, or the oldest of too many.
        }
        finally
        {
            connection.Dispose();
            lock (_connections)
            {
                if (place.List is not null) _connections.Remove(place);
            }
        }
    }

    private HttpResponse Answer(HttpRequest request)
    {
        if (!_pages.TryGetValue(request.Path, out var page)) return HttpResponse.Refusal(404);
        try
        {
            return page(request);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _log.Error("a page can't be rendered because of a bug in promlauncher; please report it",
                [("path", request.Path), ("err", e.GetType().Name), ("at", e.StackTrace ?? "unknown")]);
            return HttpResponse.Refusal(500);
        }
    }
}
