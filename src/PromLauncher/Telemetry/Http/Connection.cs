using System.Net.Sockets;

namespace PromLauncher.Telemetry.Http;

/// <summary>One client connection: one request, one response.</summary>
internal sealed class Connection(Socket socket, Func<HttpRequest, HttpResponse> answer) : IDisposable
{
    /// <summary>Serves it.</summary>
    /// <param name="patience">How long the client may take to send its request, and again to read the response.</param>
    /// <exception cref="SocketException">The client has disconnected.</exception>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public async Task ServeAsync(TimeSpan patience)
    {
        var head = new byte[1024];
        var (status, request) = (408, new HttpRequest("GET", "", ""));
        using (var reading = new CancellationTokenSource(patience))
        {
            try
            {
                for (var length = 0; ;)
                {
                    if (length == head.Length) Array.Resize(ref head, head.Length * 2);
                    var received = await socket.ReceiveAsync(head.AsMemory(length), reading.Token);
                    if (received == 0) return;
                    var from = Math.Max(0, length - 3);
                    length += received;
                    if (IsWhole(head.AsSpan(0, length), from))
                    {
                        status = HttpRequest.Parse(head.AsSpan(0, length), out request);
                        break;
                    }

                    if (length >= HttpRequest.Longest)
                    {
                        status = 431;
                        break;
                    }
                }
            }
            catch (OperationCanceledException)
            {
                // Answered with 408, in case the client still reads.
            }
        }

        using var writing = new CancellationTokenSource(patience);
        var response = status == 200 ? answer(request) : HttpResponse.Refusal(status);
        await SendAsync(response.Head(), writing.Token);
        if (request.Method != "HEAD") await SendAsync(response.Body, writing.Token);
        await FinishAsync(head, writing.Token);
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (bytes.Length > 0) bytes = bytes[await socket.SendAsync(bytes, cancellation)..];
    }

    /// <summary>Drains what the client still sends (a body, an oversized head): closing with unread bytes sends a reset, which may destroy the response (RFC 9112, 9.6).</summary>
    private async Task FinishAsync(byte[] buffer, CancellationToken cancellation)
    {
        socket.Shutdown(SocketShutdown.Send);
        for (var left = 1 << 20; left > 0;)
        {
            var received = await socket.ReceiveAsync(buffer, cancellation);
            if (received == 0) return;
            left -= received;
        }
    }

    /// <summary>True when the empty line after the headers has arrived; bare line feeds are accepted (RFC 9112, 2.2).</summary>
    private static bool IsWhole(ReadOnlySpan<byte> head, int from) =>
        head[from..].IndexOf("\n\r\n"u8) >= 0 || head[from..].IndexOf("\n\n"u8) >= 0;
}
