using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PromLauncher.TestChild;

/// <summary>
/// Answers HTTP as Prometheus does, and reloads on SIGHUP as told by the first line of its configuration file: <c># fail</c>, <c># pending</c> (until a line
/// is read from standard input), <c># slow 500</c> (milliseconds), <c># slow-fail 500</c>, anything else: at once. Prints <c>listening PORT</c>.
/// </summary>
/// <remarks>
/// Its own flags: <c>--fake.ready-after=MS</c>, <c>--fake.login=USER:PASSWORD</c>, <c>--fake.certificate=CERT.pem,KEY.pem</c>, <c>--fake.no-metrics</c>,
/// <c>--fake.no-api</c>, <c>--fake.failed</c> (the last reload failed).
/// </remarks>
internal sealed class FakePrometheus
{
    private readonly Dictionary<string, string> _flags;
    private readonly DateTimeOffset _ready;
    private readonly SemaphoreSlim _finish = new(0);
    private readonly SemaphoreSlim _oneReload = new(1);
    private volatile bool _succeeded;
    private double _successTime = Now();

    private FakePrometheus(Dictionary<string, string> flags)
    {
        _flags = flags;
        _ready = DateTimeOffset.UtcNow.AddMilliseconds(double.Parse(flags.GetValueOrDefault("fake.ready-after", "0"), CultureInfo.InvariantCulture));
        _succeeded = !flags.ContainsKey("fake.failed");
    }

    public static async Task<int> RunAsync(string[] args)
    {
        var flags = args.Where(static arg => arg.StartsWith("--", StringComparison.Ordinal))
            .Select(static arg => arg[2..].Split('=', 2)).GroupBy(static parts => parts[0], static parts => parts.Length > 1 ? parts[1] : "")
            .ToDictionary(static group => group.Key, static group => group.Last());
        var fake = new FakePrometheus(flags);
        using var stop = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            _ = fake.ReloadAsync();
        });
        _ = Task.Run(async () =>
        {
            while (await Console.In.ReadLineAsync() is not null) fake._finish.Release();
        });
        await fake.ServeAsync(stop.Token);
        return 0;
    }

    private static double Now() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0;

    private async Task ReloadAsync()
    {
        await _oneReload.WaitAsync();
        var words = (await File.ReadAllLinesAsync(_flags["config.file"])).FirstOrDefault("").Split(' ');
        Console.WriteLine($"reloading {string.Join(' ', words)}");
        if (words is ["#", "slow" or "slow-fail", var milliseconds]) await Task.Delay(int.Parse(milliseconds, CultureInfo.InvariantCulture));
        if (words is ["#", "pending"]) await _finish.WaitAsync();
        if (words is ["#", "fail" or "slow-fail", ..])
        {
            _succeeded = false;
        }
        else
        {
            _successTime = Now();
            _succeeded = true;
        }

        _oneReload.Release();
    }

    private async Task ServeAsync(CancellationToken stop)
    {
        var address = _flags.GetValueOrDefault("web.listen-address", "127.0.0.1:0");
        using var listener = new TcpListener(IPEndPoint.Parse(address));
        listener.Start();
        Console.WriteLine($"listening {((IPEndPoint)listener.LocalEndpoint).Port}");
        try
        {
            while (true) _ = AnswerAsync(await listener.AcceptTcpClientAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // SIGTERM.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            await using var stream = await SecureAsync(client.GetStream());
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync() is { Length: > 0 } request)
            {
                var authorization = "";
                while (await reader.ReadLineAsync() is { Length: > 0 } header)
                {
                    if (header.StartsWith("Authorization: ", StringComparison.OrdinalIgnoreCase)) authorization = header[15..];
                }

                var (status, body) = Answer(request.Split(' ')[1], authorization);
                await stream.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 {status} X\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));
            }
        }
        catch (Exception e) when (e is IOException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            // The client disconnected.
        }
    }

    private async Task<Stream> SecureAsync(Stream stream)
    {
        if (!_flags.TryGetValue("fake.certificate", out var files)) return stream;
        var parts = files.Split(',');
        var secure = new SslStream(stream);
        await secure.AuthenticateAsServerAsync(X509Certificate2.CreateFromPemFile(parts[0], parts[1]));
        return secure;
    }

    private (int Status, string Body) Answer(string path, string authorization)
    {
        if (_flags.TryGetValue("fake.login", out var login) && authorization != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(login))) return (401, "");
        var prefix = _flags.GetValueOrDefault("web.route-prefix", "").TrimEnd('/');
        if (!path.StartsWith(prefix + "/", StringComparison.Ordinal)) return (404, "");
        return path[prefix.Length..] switch
        {
            "/-/healthy" => (200, "healthy"),
            "/-/ready" => (DateTimeOffset.UtcNow >= _ready ? 200 : 503, ""),
            "/metrics" when !_flags.ContainsKey("fake.no-metrics") => (200, string.Create(CultureInfo.InvariantCulture, $"""
                # TYPE prometheus_config_last_reload_success_timestamp_seconds gauge
                prometheus_config_last_reload_success_timestamp_seconds {_successTime:R}
                prometheus_config_last_reload_successful {(_succeeded ? 1 : 0)}

                """)),
            "/api/v1/status/runtimeinfo" when !_flags.ContainsKey("fake.no-api") => (200, string.Create(CultureInfo.InvariantCulture,
                $$$"""{"status":"success","data":{"reloadConfigSuccess":{{{(_succeeded ? "true" : "false")}}},"lastConfigTime":"{{{DateTimeOffset.FromUnixTimeSeconds((long)_successTime):yyyy-MM-dd'T'HH:mm:ss'Z'}}}"}}""")),
            _ => (404, ""),
        };
    }
}
