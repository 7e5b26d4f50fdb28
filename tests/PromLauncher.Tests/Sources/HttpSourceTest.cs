using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using PromLauncher.Sources;
using PromLauncher.Telemetry;
using PromLauncher.Tests.Aws;

namespace PromLauncher.Tests.Sources;

public sealed class HttpSourceTest
{
    private static readonly SourceOptions Options = new() { AllowHttp = true, AttemptTimeout = TimeSpan.FromSeconds(20) };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ETag")]
    [InlineData("Last-Modified")]
    [InlineData("none")]
    public async Task An_unchanged_document_is_the_previous_one(string validator)
    {
        var content = "a";
        await using var server = await StubServer.StartAsync(context =>
        {
            var (tag, time) = ($"\"{content}\"", content == "a" ? "Thu, 01 Jan 2026 00:00:00 GMT" : "Fri, 02 Jan 2026 00:00:00 GMT");
            if (validator == "ETag") context.Response.Headers.ETag = tag;
            if (validator == "Last-Modified") context.Response.Headers.LastModified = time;
            if (validator == "ETag" && context.Request.Headers.IfNoneMatch == tag || validator == "Last-Modified" && context.Request.Headers.IfModifiedSince == time)
            {
                context.Response.StatusCode = 304;
                return Task.CompletedTask;
            }

            return context.Response.WriteAsync(content, Stop);
        });
        var source = Source(server.Url + "/prometheus.yml");
        var first = await source.FetchAsync(null, Stop);
        Assert.Equal("a", Text(first));
        Assert.Same(first, await source.FetchAsync(first, Stop));
        content = "b";
        var second = await source.FetchAsync(first, Stop);
        Assert.Equal("b", Text(second));
        Assert.NotEqual(first.Version, second.Version);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task The_login_of_the_url_is_sent_and_never_shown()
    {
        string? authorization = null;
        await using var server = await StubServer.StartAsync(context =>
        {
            authorization = context.Request.Headers.Authorization;
            context.Response.StatusCode = 403;
            return Task.CompletedTask;
        });
        var failure = await FailAsync(Source(server.Url.Replace("http://", "http://us%40er:SECRET@", StringComparison.Ordinal) + "/p.yml?token=SECRET"));
        Assert.Equal("Basic " + Convert.ToBase64String("us@er:SECRET"u8), authorization);
        Assert.Equal(["GET /p.yml?token=SECRET"], server.Requests);
        Assert.Equal(FailureKind.Denied, failure.Kind);
        Assert.DoesNotContain("SECRET", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, FailureKind.Denied, false)]
    [InlineData(403, FailureKind.Denied, false)]
    [InlineData(404, FailureKind.NotFound, false)]
    [InlineData(410, FailureKind.NotFound, false)]
    [InlineData(429, FailureKind.Unavailable, true)]
    [InlineData(500, FailureKind.Unavailable, true)]
    [InlineData(503, FailureKind.Unavailable, true)]
    [InlineData(204, FailureKind.Unavailable, false)]
    [InlineData(418, FailureKind.Unavailable, false)]
    public async Task A_status_is_final_or_worth_another_attempt(int status, FailureKind kind, bool transient)
    {
        await using var server = await StubServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "7";
            return Task.CompletedTask;
        });
        var failure = await FailAsync(Source(server.Url));
        Assert.Equal((kind, transient), (failure.Kind, failure.Transient));
        if (transient) Assert.Equal(TimeSpan.FromSeconds(7), failure.RetryAfter);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_followed(int status)
    {
        await using var server = await StubServer.StartAsync(context =>
        {
            if (context.Request.Path == "/new/place") return context.Response.WriteAsync("there", Stop);
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "../new/place";
            return Task.CompletedTask;
        });
        Assert.Equal("there", Text(await Source(server.Url + "/old/place").FetchAsync(null, Stop)));
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task Five_redirects_are_the_most(int redirects, bool allowed)
    {
        await using var server = await StubServer.StartAsync(context =>
        {
            var step = int.Parse(context.Request.Path.Value![1..], System.Globalization.CultureInfo.InvariantCulture);
            if (step == redirects) return context.Response.WriteAsync("end", Stop);
            context.Response.Redirect($"/{step + 1}");
            return Task.CompletedTask;
        });
        var source = Source(server.Url + "/0");
        if (allowed) Assert.Equal("end", Text(await source.FetchAsync(null, Stop)));
        else Assert.Contains("more than 5", (await FailAsync(source)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_login_does_not_follow_a_redirect_to_another_server()
    {
        string? authorization = "none";
        await using var other = await StubServer.StartAsync(context =>
        {
            authorization = context.Request.Headers.Authorization;
            return context.Response.WriteAsync("x", Stop);
        });
        await using var server = await StubServer.StartAsync(context =>
        {
            context.Response.Redirect(other.Url);
            return Task.CompletedTask;
        });
        await Source(server.Url.Replace("http://", "http://user:pw@", StringComparison.Ordinal)).FetchAsync(null, Stop);
        Assert.True(string.IsNullOrEmpty(authorization));
    }

    [Fact]
    public async Task Bytes_beyond_the_limit_are_not_read()
    {
        await using var server = await StubServer.StartAsync(async context =>
        {
            for (var i = 0; i < 1000; i++) await context.Response.Body.WriteAsync(new byte[100_000], context.RequestAborted);
        });
        var failure = await FailAsync(Source(server.Url, Options with { MaxSize = 1_000_000 }));
        Assert.Equal(FailureKind.Invalid, failure.Kind);
        Assert.Contains("--max-size", failure.Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gzip_is_unpacked_and_other_encodings_are_refused()
    {
        var encoding = "gzip";
        await using var server = await StubServer.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = encoding;
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await gzip.WriteAsync("packed"u8.ToArray(), Stop);
        });
        Assert.Equal("packed", Text(await Source(server.Url).FetchAsync(null, Stop)));
        encoding = "br";
        Assert.Contains("'br'", (await FailAsync(Source(server.Url))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_that_is_cut_off_is_worth_another_attempt()
    {
        await using var server = await StubServer.StartAsync(async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("half", Stop);
            await context.Response.Body.FlushAsync(Stop);
            context.Abort();
        });
        var failure = await FailAsync(Source(server.Url));
        Assert.Equal((FailureKind.Unavailable, true), (failure.Kind, failure.Transient));
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/x", "the connection was refused")]
    [InlineData("http://name.invalid/x", "does not resolve")]
    public async Task A_server_out_of_reach_is_worth_another_attempt(string url, string reason)
    {
        var failure = await FailAsync(Source(url));
        Assert.Equal((FailureKind.Unavailable, true), (failure.Kind, failure.Transient));
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_never_answers_does_not_hold_an_attempt_for_ever()
    {
        await using var server = await StubServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var failure = await FailAsync(Source(server.Url, Options with { AttemptTimeout = TimeSpan.FromMilliseconds(200) }));
        Assert.True(failure.Transient);
        Assert.Contains("0.2 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plain_http_needs_to_be_allowed()
    {
        using var aws = TestAws.With().Build();
        var failure = Assert.Throws<FailureException>(() => SourceFactory.Create(Location.Parse("http://host/x"), new SourceOptions(), aws));
        Assert.Equal(FailureKind.Usage, failure.Kind);
        Assert.Contains("--allow-http", failure.Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_untrusted_certificate_is_final_and_names_where_to_add_its_authority()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using var server = await StubServer.StartAsync(context => context.Response.WriteAsync("x", Stop), listen => listen.UseHttps(certificate));
        var failure = await FailAsync(Source(server.Url));
        Assert.Equal((FailureKind.Unavailable, false), (failure.Kind, failure.Transient));
        Assert.Contains("SSL_CERT_FILE", failure.Help, StringComparison.Ordinal);
    }

    private static ISource Source(string url, SourceOptions? options = null) =>
        SourceFactory.Create(Location.Parse(url), options ?? Options, TestAws.With().Build());

    private static string Text(Snapshot snapshot) => Encoding.UTF8.GetString(snapshot.Files["prometheus.yml"].Span);

    private static Task<FailureException> FailAsync(ISource source) => Assert.ThrowsAsync<FailureException>(() => source.FetchAsync(null, Stop));
}
