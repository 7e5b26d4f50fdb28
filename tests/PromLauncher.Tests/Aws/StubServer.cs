using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PromLauncher.Tests.Aws;

/// <summary>An HTTP server on a free loopback port that answers as a test says, and remembers what it was asked.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private StubServer(WebApplication application) => _application = application;

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Url { get; private set; } = "";

    /// <summary>The requests so far: method and target as sent.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public static Task<StubServer> StartAsync(Func<HttpContext, Task> answer) => StartAsync(answer, null);

    public static async Task<StubServer> StartAsync(Func<HttpContext, Task> answer, Action<ListenOptions>? listen)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, options => listen?.Invoke(options)));
        var server = new StubServer(builder.Build());
        server._application.Run(async context =>
        {
            var target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
            server.Requests.Enqueue($"{context.Request.Method} {target}");
            await answer(context);
        });
        await server._application.StartAsync();
        server.Url = server._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return server;
    }

    /// <summary>A server that answers each path with a fixed body, and 404 elsewhere.</summary>
    public static Task<StubServer> WithAsync(params (string Path, string Body)[] pages) => StartAsync(async context =>
    {
        var page = pages.FirstOrDefault(page => page.Path == context.Request.Path.Value);
        context.Response.StatusCode = page.Path is null ? 404 : 200;
        await context.Response.WriteAsync(page.Body ?? "");
    });

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}

/// <summary>Contexts whose whole environment is the test's.</summary>
internal static class TestAws
{
    public static AwsContextBuilder With(params (string Name, string Value)[] variables) => new(variables);

    /// <summary>Static keys, a region and an endpoint.</summary>
    public static PromLauncher.Aws.AwsContext At(string endpoint, params (string Name, string Value)[] more) => With(
        [("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), ("AWS_REGION", "eu-west-1"), ("AWS_ENDPOINT_URL", endpoint), .. more]).Build();

    public sealed class AwsContextBuilder((string Name, string Value)[] variables)
    {
        public PromLauncher.Aws.AwsOptions Options { get; } = new()
        {
            Environment = name => variables.LastOrDefault(variable => variable.Name == name).Value,
            InstanceMetadataEndpoint = "http://127.0.0.1:9",
            ContainerCredentialsEndpoint = "http://127.0.0.1:9",
        };

        public PromLauncher.Aws.AwsContext Build() => new(Options);
    }
}
