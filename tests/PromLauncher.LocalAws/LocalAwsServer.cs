using System.Collections.Concurrent;

using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PromLauncher.LocalAws.Aps;
using PromLauncher.LocalAws.Ec2;
using PromLauncher.LocalAws.Ecs;
using PromLauncher.LocalAws.Http;
using PromLauncher.LocalAws.Identity;
using PromLauncher.LocalAws.Metadata;
using PromLauncher.LocalAws.S3;
using PromLauncher.LocalAws.Secrets;
using PromLauncher.LocalAws.Sts;

namespace PromLauncher.LocalAws;

/// <summary>
/// An AWS on loopback: one endpoint for all services, selected by what a request is signed for. Signatures are verified, policies enforced, calls
/// recorded, and faults injected on demand. Its state may be changed while it runs.
/// </summary>
public sealed class LocalAwsServer : IAsyncDisposable
{
    /// <summary>The default account.</summary>
    public const string DefaultAccount = "123456789012";

    private static readonly IReadOnlyDictionary<string, string> NoContext = new Dictionary<string, string>();

    private readonly ConcurrentQueue<Call> _calls = new();
    private readonly Dictionary<string, IAwsService> _services = [];
    private readonly Signature _signature;
    private readonly UnsignedEndpoints _unsigned;
    private WebApplication? _app;

    private LocalAwsServer(LocalAwsOptions options)
    {
        Time = options.Time;
        Principals = new Principals(options.Time);
        _signature = new Signature(Principals, options.Time);
        S3 = Add(new S3Service(options.Time));
        Aps = Add(new ApsService());
        Ec2 = Add(new Ec2Api(options.Time));
        Ecs = Add(new EcsApi(Ec2, options.Time));
        Parameters = Add(new ParameterStoreApi());
        Secrets = Add(new SecretsManagerApi());
        Sts = Add(new StsApi(Principals));
        Metadata = new TaskMetadataEndpoint(this);
        Credentials = new ContainerCredentialsEndpoint(Principals);
        Instance = new InstanceMetadataEndpoint(Principals);
        _unsigned = new UnsignedEndpoints([Metadata, Credentials, Instance, new ReceiveEndpoint(Aps), new AdminEndpoint(this)]);
    }

    /// <summary>Its address: the value for AWS_ENDPOINT_URL.</summary>
    public Uri Endpoint { get; private set; } = null!;

    /// <summary>Its clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Keys and roles.</summary>
    public Principals Principals { get; }

    /// <summary>The faults to inject.</summary>
    public Faults Faults { get; } = new();

    /// <summary>Simple Storage Service.</summary>
    public S3Service S3 { get; }

    /// <summary>Amazon Managed Service for Prometheus.</summary>
    public ApsService Aps { get; }

    /// <summary>Elastic Container Service.</summary>
    public EcsApi Ecs { get; }

    /// <summary>Elastic Compute Cloud.</summary>
    public Ec2Api Ec2 { get; }

    /// <summary>Parameter Store.</summary>
    public ParameterStoreApi Parameters { get; }

    /// <summary>Secrets Manager.</summary>
    public SecretsManagerApi Secrets { get; }

    /// <summary>Security Token Service.</summary>
    public StsApi Sts { get; }

    /// <summary>Task metadata, version 4.</summary>
    public TaskMetadataEndpoint Metadata { get; }

    /// <summary>Container credentials.</summary>
    public ContainerCredentialsEndpoint Credentials { get; }

    /// <summary>EC2 instance metadata, version 2.</summary>
    public InstanceMetadataEndpoint Instance { get; }

    /// <summary>Every call so far, in order.</summary>
    public IReadOnlyList<Call> Calls => [.. _calls];

    /// <summary>Clears the recorded calls.</summary>
    public void ForgetCalls() => _calls.Clear();

    /// <summary>Starts one.</summary>
    public static async Task<LocalAwsServer> StartAsync(LocalAwsOptions? options = null)
    {
        options ??= new LocalAwsOptions();
        var server = new LocalAwsServer(options);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 << 20;
            kestrel.Listen(options.Listen, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                if (options.Certificate is not null) listen.UseHttps(options.Certificate);
            });
            if (options.Socket is not null) kestrel.ListenUnixSocket(options.Socket);
        });
        if (options.Certificate is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        server._app = builder.Build();
        if (options.ClosesConnections)
        {
            server._app.Use(static (context, next) =>
            {
                context.Response.Headers.Connection = "close";
                return next(context);
            });
        }

        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        if (options.Socket is not null) File.SetUnixFileMode(options.Socket, (UnixFileMode)0b110_110_110);
        var address = server._app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
            .Single(static one => !one.Contains("unix:", StringComparison.Ordinal));
        server.Endpoint = new Uri(address.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Aps.Dispose();
        if (_app is null) return;
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    internal async Task AuthorizeAsync(AwsRequest request, string action, IReadOnlyList<string> resources, IReadOnlyDictionary<string, string>? context)
    {
        var service = _services[request.Service];
        var refused = resources.FirstOrDefault(one => !request.Principal!.Policy.Allows(action, one, context ?? NoContext));
        var allowed = refused is null;
        var resource = refused ?? resources[0];
        _calls.Enqueue(new Call(action, resource, request.Principal!.Arn, allowed, request.Region) { Resources = resources });
        if (Faults.Next(action, resource) is { } fault) await HappenAsync(fault, request, service, action, resource);
        if (!allowed) throw service.Denied(request.Principal.Arn, action, resource);
    }

    private static async Task HappenAsync(Fault fault, AwsRequest request, IAwsService service, string action, string resource)
    {
        switch (fault.Kind)
        {
            case FaultKind.Delay:
                await Task.Delay(fault.DelayMilliseconds, request.HttpContext.RequestAborted);
                break;
            case FaultKind.Hang:
                await Task.Delay(Timeout.Infinite, request.HttpContext.RequestAborted);
                break;
            case FaultKind.Reset:
                request.HttpContext.Abort();
                throw new OperationCanceledException("an injected reset");
            case FaultKind.Truncate:
                request.IsTruncated = true;
                break;
            case FaultKind.Unavailable:
                throw service.Unavailable();
            case FaultKind.InternalError:
                throw new AwsException(500, "InternalError", "We encountered an internal error. Please try again.");
            case FaultKind.Throttle:
                throw service.Throttled();
            case FaultKind.AccessDenied:
                throw service.Denied(request.Principal!.Arn, action, resource);
        }
    }

    private T Add<T>(T service)
        where T : IAwsService
    {
        _services.Add(service.Name, service);
        return service;
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var request = new AwsRequest(this, http, body.ToArray());
        http.Response.Headers["x-amzn-RequestId"] = http.Response.Headers["x-amz-request-id"] = Guid.NewGuid().ToString();
        try
        {
            if (await _unsigned.TryAnswerAsync(request)) return;
            await AnswerSignedAsync(request);
        }
        catch (OperationCanceledException)
        {
            // The client has disconnected, or was disconnected on purpose.
        }
    }

    private async Task AnswerSignedAsync(AwsRequest request)
    {
        IAwsService service = S3;
        try
        {
            var isSigned = _signature.Verify(request) || IsAcceptedUnsigned(request);
            service = isSigned ? _services.GetValueOrDefault(request.Service) ?? throw new AwsException(404, "UnknownService", $"There is no service '{request.Service}' here.") : S3;
            if (!isSigned) throw new AwsException(403, "AccessDenied", "Access Denied");
            await service.AnswerAsync(request);
        }
        catch (AwsException e)
        {
            if (_services.TryGetValue(request.Service, out var known)) service = known;
            await service.AnswerErrorAsync(request, e);
        }
    }

    private bool IsAcceptedUnsigned(AwsRequest request)
    {
        if (!Aps.AcceptsUnsigned || !request.RawPath.StartsWith("/workspaces/", StringComparison.Ordinal)) return false;
        (request.Service, request.Region, request.Principal) = (Aps.Name, "us-east-1", ApsService.Anybody);
        return true;
    }
}
