using System.Net.Sockets;

namespace PromLauncher.Telemetry.Http;

/// <summary>One client: its request, its answer, the end.</summary>
internal sealed class Connection(Socket socket, Func<HttpRequest, HttpResponse> answer) : IDisposable
{
    /// <summary>Serves it.</summary>
    /// <param name="patience">How long the client may take for its request, and how long for taking the answer.</param>
    /// <exception cref="SocketException">The client has gone.</exception>
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
                // Told by 408, for those who listen.
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

    /// <summary>Takes what the client still sends (a body, an oversized head): a close with unread bytes would be a reset, which may overtake the answer (RFC 9112, 9.6).</summary>
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

    /// <summary>True when the empty line behind the headers is there; single line feeds are taken too (RFC 9112, 2.2).</summary>
    private static bool IsWhole(ReadOnlySpan<byte> head, int from) =>
        head[from..].IndexOf("\n\r\n"u8) >= 0 || head[from..].IndexOf("\n\n"u8) >= 0;
}
