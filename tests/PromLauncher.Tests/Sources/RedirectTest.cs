using PromLauncher.Sources;
using PromLauncher.Telemetry;
using PromLauncher.Tests.Aws;

namespace PromLauncher.Tests.Sources;

public sealed class RedirectTest
{
    [Theory]
    [InlineData("https://a/x", "https://a/x", "https://b/y", null)]
    [InlineData("http://a/x", "http://a/x", "https://b/y", null)]
    [InlineData("http://a/x", "http://a/x", "http://b/y", null)]
    [InlineData("https://a/x", "https://b/x", "http://c/y", "https to http")]
    [InlineData("http://a/x", "https://b/x", "http://a/x", "https to http")]
    [InlineData("https://a/x", "https://a/x", "file:///etc/passwd", "file:")]
    [InlineData("http://a/x", "http://a/x", "http://169.254.170.2/v2/credentials", "169.254.170.2")]
    [InlineData("http://a/x", "http://a/x", "http://[::ffff:169.254.169.254]/", "this host or its link")]
    [InlineData("http://a/x", "http://a/x", "http://localhost:9090/", "localhost")]
    [InlineData("http://a/x", "http://a/x", "http://2852039166/", "169.254.169.254")]
    [InlineData("http://127.0.0.1/x", "http://127.0.0.1/x", "http://localhost/", null)]
    public void A_redirect_leads_neither_out_of_https_nor_to_this_host(string location, string from, string to, string? reason)
    {
        var refusal = Redirect.Refusal(new Uri(location), new Uri(from), new Uri(to), 1);
        if (reason is null) Assert.Null(refusal);
        else Assert.Contains(reason, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_stands_for_this_host_is_seen_through()
    {
        await using var server = await StubServer.WithAsync(("/", "credentials"));
        var port = new Uri(server.Url).Port;
        using var aws = TestAws.With().Build();
        using var client = aws.Connections.CreateGuarded("config.example");
        var e = await Assert.ThrowsAnyAsync<Exception>(() => client.GetAsync(new Uri($"http://localhost:{port}/"), TestContext.Current.CancellationToken));
        Assert.Contains("an address of this host", (e as FailureException ?? e.InnerException)!.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);

        using var named = aws.Connections.CreateGuarded("localhost");
        Assert.Equal("credentials", await named.GetStringAsync(new Uri($"http://localhost:{port}/"), TestContext.Current.CancellationToken));
    }
}
