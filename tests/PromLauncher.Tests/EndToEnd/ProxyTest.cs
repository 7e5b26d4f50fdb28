namespace PromLauncher.Tests.EndToEnd;

/// <summary>What goes through the environment's proxy, and what never does. The proxy refuses everything: what it was asked for is what counts.</summary>
[Trait("Category", "Native")]
public sealed class ProxyTest
{
    [Theory]
    [InlineData("s3://conf/prometheus.yml", "CONNECT conf.s3.eu-west-1.amazonaws.com:443 HTTP/1.1")]
    [InlineData("s3://conf/prom/", "CONNECT conf.s3.eu-west-1.amazonaws.com:443 HTTP/1.1")]
    [InlineData("s3://arn:aws:s3:eu-central-1:123456789012:accesspoint/prom/prometheus.yml", "CONNECT prom-123456789012.s3-accesspoint.eu-central-1.amazonaws.com:443 HTTP/1.1")]
    [InlineData("https://config.example/prometheus.yml", "CONNECT config.example:443 HTTP/1.1")]
    [InlineData("http://config.example/prometheus.yml", "GET http://config.example/prometheus.yml HTTP/1.1")]
    public async Task What_is_beyond_this_host_goes_through_it_and_credentials_do_not(string location, string request)
    {
        await using var proxy = new RefusingProxy();
        await using var run = await CloudRun.CreateAsync();
        run.Start(["--prometheus", "/bin/true"], ("PROMLAUNCHER_LOCATION", location), ("PROMLAUNCHER_ALLOW_HTTP", "true"), ("PROMLAUNCHER_STARTUP_TIMEOUT", "500ms"),
            ("AWS_REGION", "eu-west-1"), ("AWS_ENDPOINT_URL", null), ("HTTPS_PROXY", proxy.Url), ("HTTP_PROXY", proxy.Url), ("NO_PROXY", null), ("https_proxy", null), ("http_proxy", null), ("no_proxy", null));
        Assert.Equal(69, await run.Launcher.ExitAsync());
        Assert.Equal([request], proxy.Requests.Distinct());
        Assert.Equal(location.StartsWith("s3:", StringComparison.Ordinal), run.Aws.Credentials.Requests > 0);
    }

    [Fact]
    public async Task An_access_point_is_a_host_below_the_given_endpoint()
    {
        await using var proxy = new RefusingProxy();
        await using var run = await CloudRun.CreateAsync();
        run.Start(["--prometheus", "/bin/true"], ("PROMLAUNCHER_LOCATION", "s3://arn:aws:s3:eu-west-1:123456789012:accesspoint/prom/prometheus.yml"), ("PROMLAUNCHER_STARTUP_TIMEOUT", "500ms"),
            ("AWS_ENDPOINT_URL", null), ("AWS_ENDPOINT_URL_S3", "https://vpce.example"), ("HTTPS_PROXY", proxy.Url), ("https_proxy", null), ("NO_PROXY", null), ("no_proxy", null));
        Assert.Equal(69, await run.Launcher.ExitAsync());
        Assert.Equal(["CONNECT prom-123456789012.vpce.example:443 HTTP/1.1"], proxy.Requests.Distinct());
    }

    [Fact]
    public async Task Prometheus_is_asked_directly()
    {
        await using var proxy = new RefusingProxy();
        await using var run = await CloudRun.CreateAsync();
        run.Put("global: {}\n");
        run.StartPrometheus([], ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"), ("HTTPS_PROXY", proxy.Url), ("HTTP_PROXY", proxy.Url), ("http_proxy", proxy.Url));
        var (code, output) = await run.CommandAsync("health");
        Assert.True(code == 0, output);
        Assert.Empty(proxy.Requests);
    }
}
