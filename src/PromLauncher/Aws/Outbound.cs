using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using PromLauncher.Native.Trust;
using PromLauncher.Telemetry;

namespace PromLauncher.Aws;

/// <summary>
/// The HTTP connections of this process: one pool for all AWS clients, honouring <c>HTTPS_PROXY</c> and <c>NO_PROXY</c>, and
/// never using a proxy for a <see cref="LocalAddress"/>, as .NET's own reading of the environment would.
/// </summary>
/// <param name="options">The environment and the timeouts.</param>
public sealed class Outbound(AwsOptions options) : HttpClientFactory, IDisposable
{
    /// <summary>A TLS handshake with a busy region takes well under a second; an unresponsive address must not use up the startup timeout.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private HttpClient? _shared;
    private HttpClient? _local;

    /// <summary>The pool for everything beyond this host. It follows no redirect by itself.</summary>
    public HttpClient Shared
    {
        get
        {
            lock (_lock) return _shared ??= new HttpClient(CreateHandler(options)) { Timeout = Timeout.InfiniteTimeSpan };
        }
    }

    /// <summary>The pool for metadata endpoints: short timeouts, no proxy, no redirects.</summary>
    public HttpClient Local
    {
        get
        {
            lock (_lock)
            {
                return _local ??= new HttpClient(new SocketsHttpHandler
                {
                    UseProxy = false,
                    UseCookies = false,
                    AllowAutoRedirect = false,
                    ConnectTimeout = options.MetadataConnectTimeout,
                    SslOptions = ServerTrust.Options(options.Environment),
                })
                { Timeout = options.MetadataTimeout, MaxResponseContentBufferSize = 4 * 1024 * 1024 };
            }
        }
    }

    /// <summary>
    /// A client of its own for one server, whose redirects may lead elsewhere: it opens no connection to a
    /// <see cref="LocalAddress"/>, whatever name resolves to it, unless the server itself is one.
    /// </summary>
    /// <param name="host">The host that the operator named.</param>
    public HttpClient CreateGuarded(string host)
    {
        var handler = CreateHandler(options);
        if (!LocalAddress.Is(host)) handler.ConnectCallback = (context, cancellation) => ConnectAsync(handler, host, context, cancellation);
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <inheritdoc/>
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => Shared;

    /// <summary>The pool is shared and outlives each client.</summary>
    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    /// <inheritdoc/>
    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _shared?.Dispose();
            _local?.Dispose();
        }
    }

    private static SocketsHttpHandler CreateHandler(AwsOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectTimeout = ConnectTimeout,

            // S3's addresses change; a pooled connection would stick to the old one.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseProxy = false,
            SslOptions = ServerTrust.Options(options.Environment),
        };
        if (!NamesProxy(options)) return handler;
        handler.UseProxy = true;
        handler.Proxy = new ProxyBeyondThisHost(HttpClient.DefaultProxy, NoProxy.Parse(options.Variable("NO_PROXY") ?? options.Variable("no_proxy")));
        return handler;
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpHandler handler, string named, SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var target = context.InitialRequestMessage.RequestUri!;
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation).ConfigureAwait(false);
        if (!IsProxy(handler.Proxy, context.DnsEndPoint) && !string.Equals(target.Host, named, StringComparison.OrdinalIgnoreCase) && addresses.Any(LocalAddress.Is))
        {
            throw new FailureException(FailureKind.Unavailable,
                $"{target.Host}, to which the server redirects, is an address of this host or its link.", "Name the final URL.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A tunnel's request names the proxy as its target: only the address connected to reveals that it is one.</summary>
    private static bool IsProxy(IWebProxy? proxy, DnsEndPoint address)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["https", "http"])
        {
            if (proxy?.GetProxy(new Uri(scheme + "://host.invalid")) is { } uri && uri.Port == address.Port && uri.IdnHost.Equals(address.Host, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool NamesProxy(AwsOptions options)
    {
        foreach (var name in (ReadOnlySpan<string>)["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"])
        {
            if (options.Variable(name) is not null) return true;
        }

        return false;
    }

    private sealed class ProxyBeyondThisHost(IWebProxy environment, NoProxy direct) : IWebProxy
    {
        public ICredentials? Credentials
        {
            get => environment.Credentials;
            set => environment.Credentials = value;
        }

        public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : environment.GetProxy(destination);

        public bool IsBypassed(Uri host) => LocalAddress.Is(host.Host) || direct.Covers(host) || environment.IsBypassed(host);
    }
}
