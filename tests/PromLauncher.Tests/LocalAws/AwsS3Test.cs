using System.Text.Json.Nodes;
using PromLauncher.LocalAws;
using PromLauncher.LocalAws.Identity;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.LocalAws;

/// <summary>The local S3 held against a client written by others.</summary>
public sealed class AwsS3Test : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private LocalAwsServer _server = null!;
    private AwsCli _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await LocalAwsServer.StartAsync();
        _aws = new AwsCli(_server, Add(Policy.AllowAll));
        _server.S3.Create("conf", "eu-west-1");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_put_is_listed_got_and_deleted()
    {
        var (source, target) = (Path.Combine(_folder.Path, "source"), Path.Combine(_folder.Path, "target"));
        await File.WriteAllTextAsync(source, "global: {}\n", TestContext.Current.CancellationToken);
        foreach (var key in (string[])["prometheus.yml", "rules/a b+c.yml", "rules/ü%20.yml"])
        {
            await SucceedAsync("s3", "cp", source, $"s3://conf/{key}");
            await SucceedAsync("s3", "cp", $"s3://conf/{key}", target);
            Assert.Equal("global: {}\n", await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken));
        }

        Assert.Equal(["prometheus.yml", "rules/a b+c.yml", "rules/ü%20.yml"], Keys(await _aws.JsonAsync("s3api", "list-objects-v2", "--bucket", "conf")));
        await SucceedAsync("s3", "rm", "s3://conf/prometheus.yml");
        Assert.Contains("404", await _aws.RefusedAsync("s3api", "head-object", "--bucket", "conf", "--key", "prometheus.yml"), StringComparison.Ordinal);
        Assert.Contains("NoSuchKey", await _aws.RefusedAsync("s3api", "get-object", "--bucket", "conf", "--key", "prometheus.yml", target), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listing_has_pages()
    {
        for (var i = 0; i < 7; i++) _server.S3.Create("conf").Put($"rules/{i}.yml", "groups: []\n");
        var all = await _aws.JsonAsync("s3api", "list-objects-v2", "--bucket", "conf", "--prefix", "rules/", "--page-size", "3");
        Assert.Equal(7, Keys(all).Count);
        var one = await _aws.JsonAsync("s3api", "list-objects-v2", "--bucket", "conf", "--no-paginate", "--max-keys", "3");
        Assert.Equal(3, Keys(one).Count);
        Assert.True((bool)one["IsTruncated"]!);
    }

    [Fact]
    public async Task A_version_a_range_and_a_condition_are_honoured()
    {
        var target = Path.Combine(_folder.Path, "version");
        _server.S3.Create("conf").IsVersioned = true;
        var first = _server.S3.Create("conf").Put("prometheus.yml", "first");
        _server.S3.Create("conf").Put("prometheus.yml", "second");
        await _aws.JsonAsync("s3api", "get-object", "--bucket", "conf", "--key", "prometheus.yml", "--version-id", first.VersionId, target);
        Assert.Equal("first", await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken));
        await _aws.JsonAsync("s3api", "get-object", "--bucket", "conf", "--key", "prometheus.yml", "--range", "bytes=1-3", target);
        Assert.Equal("eco", await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken));
        Assert.Contains("PreconditionFailed", await _aws.RefusedAsync("s3api", "get-object", "--bucket", "conf", "--key", "prometheus.yml", "--if-match", first.ETag, target), StringComparison.Ordinal);
        var newest = _server.S3.Find("conf")!.Find("prometheus.yml")!.ETag;
        Assert.Contains("304", await _aws.RefusedAsync("s3api", "get-object", "--bucket", "conf", "--key", "prometheus.yml", "--if-none-match", newest, target), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_signatures_and_policies_are_really_looked_at()
    {
        _server.S3.Create("conf").Put("prometheus.yml", "global: {}\n");
        var reader = Add(Policy.Parse("""{"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::conf/*"}]}"""));
        Assert.Contains("AccessDenied", await new AwsCli(_server, reader).RefusedAsync("s3api", "list-objects-v2", "--bucket", "conf"), StringComparison.Ordinal);
        Assert.Contains("SignatureDoesNotMatch", await Refused(reader with { SecretAccessKey = "another" }), StringComparison.Ordinal);
        Assert.Contains("InvalidAccessKeyId", await Refused(reader with { AccessKeyId = "AKIAUNKNOWN" }), StringComparison.Ordinal);

        Task<string> Refused(Principal principal) =>
            new AwsCli(_server, principal).RefusedAsync("s3api", "get-object", "--bucket", "conf", "--key", "prometheus.yml", Path.Combine(_folder.Path, "refused"));
    }

    private Principal Add(Policy policy)
    {
        var principal = new Principal { AccessKeyId = $"AKIA{Guid.NewGuid():N}"[..20].ToUpperInvariant(), SecretAccessKey = Guid.NewGuid().ToString("N"), Policy = policy };
        _server.Principals.Add(principal);
        return principal;
    }

    private async Task SucceedAsync(params string[] arguments)
    {
        var (code, _, error) = await _aws.RunAsync(arguments);
        Assert.True(code == 0, error);
    }

    private static List<string> Keys(JsonNode listing) => [.. listing["Contents"]!.AsArray().Select(static item => (string)item!["Key"]!)];
}
