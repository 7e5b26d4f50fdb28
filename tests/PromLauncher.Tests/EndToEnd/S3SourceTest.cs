using System.IO.Compression;
using System.Text;
using PromLauncher.LocalAws;
using PromLauncher.LocalAws.Metadata;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>What becomes of one S3 object, or of all under a prefix, by the published binary. The child prints the configuration that it is given.</summary>
[Trait("Category", "Native")]
public sealed class S3SourceTest
{
    [Theory]
    [InlineData("a b+c%20d/é😀&=;:@$,'()*!~.yml")]
    [InlineData("what?is#this.yml")]
    [InlineData("what?versionId=of:this.yml")]
    [InlineData("a//b/./c/../d.yml")]
    [InlineData("/begins with a slash.yml")]
    [InlineData("///prometheus.yml")]
    [InlineData("../up.yml")]
    [InlineData("back\\slash.yml")]
    [InlineData("%2e%2e/%2F.yml")]
    [InlineData("ends with a space ")]
    public async Task A_key_is_asked_for_as_it_is_written(string key)
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put("global: {scrape_interval: 41s}\n", key);
        var (code, output) = await PrintAsync(run, "s3://conf/" + key);
        Assert.True(code == 0, output);
        Assert.Contains("scrape_interval: 41s", output, StringComparison.Ordinal);
        Assert.Contains(run.Aws.Calls, call => call.Action == "s3:GetObject" && call.Resource == "arn:aws:s3:::conf/" + key);
    }

    [Fact]
    public async Task One_version_is_read_and_a_missing_one_named()
    {
        await using var run = await CloudRun.CreateAsync("""{"Statement": [{"Effect": "Allow", "Action": ["s3:GetObjectVersion", "s3:ListBucket"], "Resource": ["arn:aws:s3:::conf", "arn:aws:s3:::conf/*"]}]}""");
        var bucket = run.Aws.S3.Create("conf");
        bucket.IsVersioned = true;
        var first = bucket.Put("prometheus.yml", "global: {scrape_interval: 41s}\n");
        bucket.Put("prometheus.yml", "global: {scrape_interval: 42s}\n");
        var (code, output) = await PrintAsync(run, $"s3://conf/prometheus.yml?versionId={first.VersionId}");
        Assert.True(code == 0, output);
        Assert.Contains("scrape_interval: 41s", output, StringComparison.Ordinal);
        Assert.Contains($"version={first.VersionId}", output, StringComparison.Ordinal);
        Assert.Equal("s3:GetObjectVersion", Assert.Single(S3Calls(run)));

        (code, output) = await PrintAsync(run, "s3://conf/prometheus.yml?versionId=NoSuchVersion");
        Assert.Equal(66, code);
        Assert.Contains("s3://conf/prometheus.yml?versionId=NoSuchVersion does not exist", output, StringComparison.Ordinal);

        (code, output) = await PrintAsync(run, "s3://conf/prometheus.yml", ("PROMLAUNCHER_STARTUP_TIMEOUT", "500ms"));
        Assert.Equal(77, code);
        Assert.Contains("s3:GetObject", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_slash_after_the_bucket_is_named_when_there_is_no_such_key()
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put("global: {}\n");
        var (code, output) = await PrintAsync(run, "s3://conf//prometheus.yml");
        Assert.Equal(66, code);
        Assert.Contains("s3://conf//prometheus.yml does not exist", output, StringComparison.Ordinal);
        Assert.Contains("it begins with a slash", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("us-east-1", 2)]
    [InlineData("ap-southeast-2", 2)]
    [InlineData("eu-west-1", 1)]
    public async Task A_bucket_is_followed_to_its_region(string region, int requests)
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put("global: {scrape_interval: 41s}\n");
        var (code, output) = await PrintAsync(run, "s3://conf/prometheus.yml", ("AWS_REGION", region));
        Assert.True(code == 0, output);
        Assert.Contains("scrape_interval: 41s", output, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Repeat("s3:GetObject", requests), S3Calls(run));
        Assert.Equal(requests > 1, output.Contains("the bucket is in another region", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData(null)]
    public async Task Gzip_is_unpacked(string? encoding)
    {
        await using var run = await CloudRun.CreateAsync();
        run.Aws.S3.Create("conf").Put("prometheus.yml.gz", Pack("global: {scrape_interval: 41s}\n"), contentEncoding: encoding);
        var (code, output) = await PrintAsync(run, "s3://conf/prometheus.yml.gz");
        Assert.True(code == 0, output);
        Assert.Contains("scrape_interval: 41s", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prom/../evil.yml", "prom/", "'..'")]
    [InlineData("prom//evil.yml", "prom/", "absolute")]
    [InlineData("prom/a", "prom/", "is also a file")]
    public async Task A_key_that_would_leave_the_release_is_refused(string key, string prefix, string reason)
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put("global: {}\n", prefix + "prometheus.yml");
        run.Put("groups: []\n", prefix + "a/b.yml");
        run.Put("groups: []\n", key);
        var (code, output) = await PrintAsync(run, "s3://conf/" + prefix);
        Assert.True(code == 65, output);
        Assert.Contains(reason, output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(run.Folder, "state", "releases", "evil.yml")));
    }

    [Theory]
    [InlineData("PROMLAUNCHER_MAX_OBJECTS", "3", "more than 3 files", "--max-objects")]
    [InlineData("PROMLAUNCHER_MAX_SIZE", "1KiB", "more than 1024 bytes", "--max-size")]
    public async Task Too_much_is_refused_with_the_limit_and_its_option(string variable, string limit, string reason, string option)
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put("global: {}\n");
        for (var i = 0; i < 5; i++) run.Put("groups: []\n" + new string('#', 300), $"rules/{i}.yml");
        var (code, output) = await PrintAsync(run, "s3://conf/", (variable, limit));
        Assert.Equal(65, code);
        Assert.Contains(reason, output, StringComparison.Ordinal);
        Assert.Contains(option, output, StringComparison.Ordinal);
        Assert.DoesNotContain("s3:GetObject", S3Calls(run));
    }

    [Fact]
    public async Task A_prefix_is_listed_read_and_listed_again_and_then_only_listed()
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put("global: {}\nrule_files: [rules/*.yml]\n");
        run.Put("groups: []\n", "rules/a.yml");
        run.Put("", "rules/");
        run.Start(["--prometheus", "/bin/sh", "--check", "none", "--", "-c", "exec sleep 1000"], ("S3_CONFIG_LOCATION", "s3://conf/"), ("PROMLAUNCHER_REFRESH_INTERVAL", "100ms"));
        run.Launcher.WaitFor(static line => line.Contains("Prometheus started", StringComparison.Ordinal));
        await Launched.UntilAsync(() => S3Calls(run).Count() >= 6, "it was not listed again");
        Assert.Equal(["s3:ListBucket", "s3:GetObject", "s3:GetObject", "s3:ListBucket", "s3:ListBucket", "s3:ListBucket"], S3Calls(run).Take(6));
    }

    [Fact]
    public async Task An_upload_that_is_under_way_is_not_taken_half()
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put("global: {scrape_interval: 41s}\n");
        run.Put("groups: [] # old\n", "rules/a.yml");
        run.Aws.Faults.Add(new Fault { Action = "s3:GetObject", Resource = "*/prometheus.yml", Kind = FaultKind.Delay, DelayMilliseconds = 1500, Times = 1 });
        var printing = PrintAsync(run, "s3://conf/");
        await Launched.UntilAsync(() => run.Aws.Calls.Any(static call => call.Resource.EndsWith("/prometheus.yml", StringComparison.Ordinal)), "it was not read");
        run.Put("groups: [] # new\n", "rules/b.yml");
        var (code, output) = await printing;
        Assert.True(code == 0, output);
        Assert.Contains("changed while it was read", output, StringComparison.Ordinal);
        var release = Path.Combine(run.Folder, "state", "current");
        Assert.Equal(["prometheus.yml", "rules/a.yml", "rules/b.yml"],
            Directory.GetFiles(release, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(release, file)).Order(StringComparer.Ordinal));
        Assert.Equal(1, output.Split('\n').Count(static line => line.Contains("msg=published", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_a_permission_the_action_the_object_and_who_we_are_are_reported()
    {
        (string, string?) soon = ("PROMLAUNCHER_STARTUP_TIMEOUT", "500ms");
        await using var run = await CloudRun.CreateAsync("""{"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::conf/prom/*"}]}""");
        run.Aws.S3.Create("conf").Put("prom/encrypted.yml", "global: {}\n"u8.ToArray(), kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/k1");
        (string Location, string[] Said)[] cases =
        [
            ("s3://conf/prom/missing.yml", ["s3://conf/prom/missing.yml", "either s3:GetObject is missing, or there is no such object", "assumed-role/task/"]),
            ("s3://conf/other.yml", ["s3://conf/other.yml", "s3:GetObject", "assumed-role/task/"]),
            ("s3://conf/prom/", ["s3://conf/prom/", "s3:ListBucket is missing", "arn:aws:s3:::conf", "assumed-role/task/"]),
            ("s3://conf/prom/encrypted.yml", ["kms:Decrypt", "arn:aws:kms:eu-west-1:123456789012:key/k1", "assumed-role/task/"]),
        ];
        foreach (var (location, said) in cases)
        {
            var (code, output) = await PrintAsync(run, location, soon);
            Assert.Equal(77, code);
            foreach (var text in said) Assert.Contains(text, output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_credentials_endpoint_that_comes_up_late_is_waited_for()
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put("global: {scrape_interval: 41s}\n");
        await using var late = new Forwarder(run.Aws.Endpoint);
        var printing = PrintAsync(run, "s3://conf/prometheus.yml", ("AWS_CONTAINER_CREDENTIALS_FULL_URI", $"http://{late.Address}{ContainerCredentialsEndpoint.Path}"));
        run.Launcher.WaitFor(static line => line.Contains("retrying", StringComparison.Ordinal));
        late.Open();
        var (code, output) = await printing;
        Assert.True(code == 0, output);
        Assert.Contains("scrape_interval: 41s", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> PrintAsync(CloudRun run, string location, params (string Name, string? Value)[] variables)
    {
        run.Start(["--prometheus", "/bin/sh", "--refresh-interval", "0", "--prometheus-version", "3.5", "--location", location, "--", "-c", "cat \"${0#--config.file=}\""], variables);
        return (await run.Launcher.ExitAsync(), run.Launcher.Output);
    }

    private static IEnumerable<string> S3Calls(CloudRun run) => run.Aws.Calls.Select(static call => call.Action).Where(static action => action.StartsWith("s3:", StringComparison.Ordinal));

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
