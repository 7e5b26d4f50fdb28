using System.Text;
using PromLauncher.Sources;
using PromLauncher.Telemetry;

namespace PromLauncher.Tests.Sources;

/// <summary>The S3 sources against a server that others wrote.</summary>
public sealed class S3RverTest(S3Rver server) : IClassFixture<S3Rver>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_object_is_read_and_asked_again_on_condition()
    {
        using var aws = server.Context();
        await server.PutAsync("once/prometheus.yml", "global: {}\n");
        var source = SourceFactory.Create(Location.Parse("s3://configs/once/prometheus.yml"), new SourceOptions(), aws);
        var first = await source.FetchAsync(null, Stop);
        Assert.Equal("global: {}\n", Text(first, "prometheus.yml"));
        Assert.Same(first, await source.FetchAsync(first, Stop));
        await server.PutAsync("once/prometheus.yml", "global: {scrape_interval: 1m}\n");
        var second = await source.FetchAsync(first, Stop);
        Assert.Equal("global: {scrape_interval: 1m}\n", Text(second, "prometheus.yml"));
        Assert.NotEqual(first.Version, second.Version);
    }

    [Theory]
    [InlineData("a b.yml")]
    [InlineData("a+b.yml")]
    [InlineData("a%20b.yml")]
    [InlineData("a#b.yml")]
    [InlineData("a?b=c.yml")]
    [InlineData("ünïcödé/日本.yml")]
    [InlineData("UPPER/Lower.yml")]
    [InlineData("(a)!*'.yml")]
    [InlineData("a=b&c;d:e@f,g$h.yml")]
    public async Task A_key_reaches_the_server_as_it_is_written(string key)
    {
        using var aws = server.Context();
        await server.PutAsync("odd/" + key, key);
        var source = SourceFactory.Create(Location.Parse("s3://configs/odd/" + key), new SourceOptions(), aws);
        Assert.Equal(key, Text(await source.FetchAsync(null, Stop), "prometheus.yml"));
    }

    [Fact]
    public async Task A_prefix_travels_whole_and_only_what_changed_is_read_again()
    {
        using var aws = server.Context();
        await server.PutAsync("team/prometheus.yml", "main");
        await server.PutAsync("team/rules/a.yml", "a");
        await server.PutAsync("team/rules/b c.yml", "b");
        await server.PutAsync("teammate/other.yml", "not ours");
        var source = SourceFactory.Create(Location.Parse("s3://configs/team/"), new SourceOptions(), aws);
        var first = await source.FetchAsync(null, Stop);
        Assert.Equal(["prometheus.yml", "rules/a.yml", "rules/b c.yml"], first.Files.Keys.Order(StringComparer.Ordinal));
        Assert.Same(first, await source.FetchAsync(first, Stop));
        await server.PutAsync("team/rules/a.yml", "a2");
        await server.DeleteAsync("team/rules/b c.yml");
        var second = await source.FetchAsync(first, Stop);
        Assert.Equal(["prometheus.yml", "rules/a.yml"], second.Files.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("a2", Text(second, "rules/a.yml"));
    }

    [Theory]
    [InlineData("s3://configs/none.yml", "s3://configs/none.yml does not exist")]
    [InlineData("s3://no-such-bucket/x.yml", "The bucket no-such-bucket does not exist")]
    [InlineData("s3://no-such-bucket/p/", "The bucket no-such-bucket does not exist")]
    [InlineData("s3://configs/nothing-here/", "s3://configs/nothing-here/ contains no prometheus.yml")]
    public async Task What_is_missing_is_named(string location, string text)
    {
        using var aws = server.Context();
        var failure = await FailAsync(location, aws);
        Assert.Equal(FailureKind.NotFound, failure.Kind);
        Assert.False(failure.Transient);
        Assert.Contains(text, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_access_key_is_reported()
    {
        await server.PutAsync("denied.yml", "x");
        using var aws = server.Context(("AWS_ACCESS_KEY_ID", "AKIAUNKNOWN"));
        var failure = await FailAsync("s3://configs/denied.yml", aws);
        Assert.Equal(FailureKind.Denied, failure.Kind);
        Assert.True(failure.MaySettle);
        Assert.Contains("InvalidAccessKeyId", failure.Message, StringComparison.Ordinal);
        Assert.Contains("AWS_ACCESS_KEY_ID", failure.Help, StringComparison.Ordinal);
    }

    private static Task<FailureException> FailAsync(string location, PromLauncher.Aws.AwsContext aws) =>
        Assert.ThrowsAsync<FailureException>(() => SourceFactory.Create(Location.Parse(location), new SourceOptions(), aws).FetchAsync(null, Stop));

    private static string Text(Snapshot snapshot, string name) => Encoding.UTF8.GetString(snapshot.Files[name].Span);
}
