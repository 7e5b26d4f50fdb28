using Microsoft.AspNetCore.Http;
using PromLauncher.Sources;
using PromLauncher.Telemetry;
using PromLauncher.Tests.Aws;

namespace PromLauncher.Tests.Sources;

/// <summary>ETags as S3-compatible stores write them: the content's MD5, or anything else.</summary>
public sealed class S3ETagTest
{
    private const string Content = "global: {}\n";

    [Theory]
    [InlineData("0x8DBF3A5C1E2D4F6")]
    [InlineData("abc")]
    [InlineData("version 7")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("5d41402abc4b2a76b9719d911017c592-2")]
    public async Task One_that_is_not_an_md5_is_opaque_and_still_makes_requests_conditional(string tag)
    {
        await using var store = await StartAsync(tag);
        using var aws = TestAws.At(store.Url);
        using var source = new S3ObjectSource((S3Location)Location.Parse("s3://conf/prometheus.yml"), new SourceOptions(), aws);

        var first = await source.FetchAsync(null, TestContext.Current.CancellationToken);
        var second = await source.FetchAsync(first, TestContext.Current.CancellationToken);

        Assert.Equal(tag, first.Version);
        Assert.Same(first, second);
    }

    [Fact]
    public async Task An_md5_of_other_content_is_a_damaged_download()
    {
        await using var store = await StartAsync("5d41402abc4b2a76b9719d911017c592");
        using var aws = TestAws.At(store.Url);
        using var source = new S3ObjectSource((S3Location)Location.Parse("s3://conf/prometheus.yml"), new SourceOptions(), aws);

        var failure = await Assert.ThrowsAsync<FailureException>(() => source.FetchAsync(null, TestContext.Current.CancellationToken));

        Assert.True(failure.Transient);
        Assert.Contains("cut off or altered", failure.Message, StringComparison.Ordinal);
    }

    private static Task<StubServer> StartAsync(string tag) => StubServer.StartAsync(async context =>
    {
        context.Response.Headers.ETag = $"\"{tag}\"";
        context.Response.StatusCode = context.Request.Headers.IfNoneMatch == $"\"{tag}\"" ? StatusCodes.Status304NotModified : StatusCodes.Status200OK;
        if (context.Response.StatusCode != StatusCodes.Status200OK) return;

        // Without it the SDK does not know when to compare.
        context.Response.ContentLength = Content.Length;
        await context.Response.WriteAsync(Content, context.RequestAborted);
    });
}
