using PromLauncher.Sources;
using PromLauncher.Telemetry;

namespace PromLauncher.Tests.Sources;

public sealed class LocationTest
{
    [Theory]
    [InlineData("s3://bucket/prometheus.yml", "bucket", "prometheus.yml", null)]
    [InlineData("S3://bucket/k", "bucket", "k", null)]
    [InlineData("s3://My.Bucket_1/K", "My.Bucket_1", "K", null)]
    [InlineData("s3://bucket/", "bucket", "", null)]
    [InlineData("s3://bucket/a/b/", "bucket", "a/b/", null)]
    [InlineData("s3://bucket//k", "bucket", "/k", null)]
    [InlineData("s3://bucket/a b/c+d%20e#f?g=h&i.yml", "bucket", "a b/c+d%20e#f?g=h&i.yml", null)]
    [InlineData("s3://bucket/a/../b/./c", "bucket", "a/../b/./c", null)]
    [InlineData("s3://bucket/k ", "bucket", "k ", null)]
    [InlineData("s3://bucket/k?versionId=3HL4kqtJvjVBH40Nrjfkd.x-_", "bucket", "k", "3HL4kqtJvjVBH40Nrjfkd.x-_")]
    [InlineData("s3://bucket/k?versionId=null", "bucket", "k", "null")]
    [InlineData("s3://bucket/k?x=1?versionId=v", "bucket", "k?x=1", "v")]
    [InlineData("s3://bucket/k?versionId=a?versionId=b", "bucket", "k?versionId=a", "b")]
    [InlineData("s3://bucket/k?versionId=a/b.yml", "bucket", "k?versionId=a/b.yml", null)]
    [InlineData("s3://bucket/k?versionid=a", "bucket", "k?versionid=a", null)]
    [InlineData("s3://arn:aws:s3:eu-west-1:123456789012:accesspoint/ap/a/b.yml", "arn:aws:s3:eu-west-1:123456789012:accesspoint/ap", "a/b.yml", null)]
    [InlineData("s3://arn:aws:s3:eu-west-1:123456789012:accesspoint/ap/", "arn:aws:s3:eu-west-1:123456789012:accesspoint/ap", "", null)]
    [InlineData("s3://arn:aws-cn:s3:cn-north-1:123456789012:accesspoint:ap/k?versionId=v", "arn:aws-cn:s3:cn-north-1:123456789012:accesspoint:ap", "k", "v")]
    [InlineData("s3://arn:aws:s3-object-lambda:us-east-1:123456789012:accesspoint/ap/k", "arn:aws:s3-object-lambda:us-east-1:123456789012:accesspoint/ap", "k", null)]
    [InlineData("s3://arn:aws:s3-outposts:us-east-1:123456789012:outpost/op-1/accesspoint/ap/k", "arn:aws:s3-outposts:us-east-1:123456789012:outpost/op-1/accesspoint/ap", "k", null)]
    public void An_s3_location_is_bucket_key_and_version(string text, string bucket, string key, string? version) =>
        Assert.Equal(new S3Location(bucket, key, version), Location.Parse(text));

    [Theory]
    [InlineData("s3://b.c/", true)]
    [InlineData("s3://b.c/p/", true)]
    [InlineData("s3://b.c/p", false)]
    public void A_slash_at_the_end_makes_a_prefix(string text, bool prefix) =>
        Assert.Equal(prefix, ((S3Location)Location.Parse(text)).IsPrefix);

    [Fact]
    public void The_other_kinds_are_distinguished()
    {
        Assert.Equal(new HttpLocation("https://user:pw@host:8443/a?token=x"), Location.Parse("https://user:pw@host:8443/a?token=x"));
        Assert.Equal(new HttpLocation("http://host"), Location.Parse("http://host"));
        Assert.Equal(new ParameterLocation("/prom/config:3"), Location.Parse("ssm:/prom/config:3"));
        Assert.Equal(new ParameterLocation("name"), Location.Parse("ssm:name"));
        Assert.Equal(new EnvironmentLocation("MY_CONFIG"), Location.Parse("env:MY_CONFIG"));
        Assert.Equal(new FileLocation("/etc/prometheus/prometheus.yml"), Location.Parse("/etc/prometheus/prometheus.yml"));
        Assert.Equal(new FileLocation("configs/"), Location.Parse("configs/"));
        Assert.Equal(new FileLocation("odd:name.yml"), Location.Parse("odd:name.yml"));
        Assert.Equal(new StandardInputLocation(), Location.Parse("-"));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("  ", "empty")]
    [InlineData(" s3://bucket/k", "white space")]
    [InlineData("/etc/p.yml ", "white space")]
    [InlineData("global:\n  scrape_interval: 1m", "line break")]
    [InlineData("s3:/bucket/k", "s3://bucket/key")]
    [InlineData("s3:bucket/k", "s3://bucket/key")]
    [InlineData("s3://", "names no bucket")]
    [InlineData("s3:///k", "names no bucket")]
    [InlineData("s3://bucket", "names no key")]
    [InlineData("s3://<s3-bucket>/prometheus.yml", "'<s3-bucket>' is not a bucket's name")]
    [InlineData("s3://b/k", "not a bucket's name")]
    [InlineData("s3://bucket/k?versionId=", "empty versionId")]
    [InlineData("s3://bucket/p/?versionId=v", "version of a prefix")]
    [InlineData("s3://arn:aws:s3:::bucket/k", "bucket's ARN")]
    [InlineData("s3://arn:aws:s3::123456789012:accesspoint/x.mrap/k", "multi-region")]
    [InlineData("s3://arn:aws:s3:eu-west-1:123456789012:accesspoint/ap", "names no key")]
    [InlineData("s3://arn:aws:s3:eu-west-1:123456789012:accesspoint//k", "names no access point")]
    [InlineData("s3://arn:aws:s3:eu-west-1:123456789012:bucket/ap/k", "not the ARN of an access point")]
    [InlineData("s3://arn:aws:iam:eu-west-1:123456789012:accesspoint/ap/k", "not the ARN of an access point")]
    [InlineData("s3://arn:aws", "not the ARN of an access point")]
    [InlineData("https:/host/x", "https://host/path")]
    [InlineData("https://", "names no host")]
    [InlineData("https://user@/x", "names no host")]
    [InlineData("https://host:port/x", "not a URL")]
    [InlineData("ssm:", "names no parameter")]
    [InlineData("ssm://prom/x", "ssm:/prom/x")]
    [InlineData("env:", "not followed by the name")]
    [InlineData("env:9A", "not followed by the name")]
    [InlineData("env:A-B", "not followed by the name")]
    [InlineData("file:///etc/p.yml", "/etc/p.yml")]
    [InlineData("gs://bucket/k", "'gs://'")]
    [InlineData("azblob+x://bucket/k", "'azblob+x://'")]
    public void What_is_not_a_location_is_refused_with_what_to_write(string text, string part)
    {
        var failure = Assert.Throws<FailureException>(() => Location.Parse(text));
        Assert.Equal(FailureKind.Usage, failure.Kind);
        Assert.NotNull(failure.Help);
        Assert.Contains(part, failure.Message + " " + failure.Help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://user:SECRET@host:8443/a/b.yml?token=SECRET#SECRET", "https://host:8443/a/b.yml")]
    [InlineData("https://SECRET@host/a@b?x", "https://host/a@b")]
    [InlineData("http://host?SECRET", "http://host")]
    [InlineData("s3://bucket/a?b#c", "s3://bucket/a?b#c")]
    [InlineData("s3://bucket/a?versionId=v1", "s3://bucket/a?versionId=v1")]
    [InlineData("ssm:/prom/config", "ssm:/prom/config")]
    [InlineData("env:X", "env:X")]
    [InlineData("-", "-")]
    [InlineData("./x.yml", "./x.yml")]
    public void A_location_is_shown_without_user_info_and_query(string text, string shown)
    {
        Assert.Equal(shown, Location.Parse(text).Display);
        Assert.Equal(shown, $"{Location.Parse(text)}");
    }

    [Theory]
    [InlineData("https://user:SECRET@")]
    [InlineData("https:/user:SECRET@host/x?SECRET")]
    [InlineData("https://user:SECRET@host:port/x?SECRET")]
    [InlineData("https://user:SECRET/x@host/y")]
    [InlineData("https://user:SECRET?SECRET@SECRET#@host:port/y")]
    [InlineData("env:SECRET: x")]
    public void A_refused_location_does_not_give_its_secrets_away(string text)
    {
        var failure = Assert.Throws<FailureException>(() => Location.Parse(text));
        Assert.DoesNotContain("SECRET", failure.Message + failure.Help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null, null)]
    [InlineData("PROMLAUNCHER_LOCATION=;S3_CONFIG_LOCATION=", null, null)]
    [InlineData("PROMETHEUS_CONFIG_CONTENT=global: {}", "PROMETHEUS_CONFIG_CONTENT", "env:PROMETHEUS_CONFIG_CONTENT")]
    [InlineData("PROMETHEUS_CONFIG_CONTENT=x;CONFIG_LOCATION=http://h/c", "CONFIG_LOCATION", "http://h/c")]
    [InlineData("CONFIG_LOCATION=http://h/c;S3_CONFIG_LOCATION=s3://bucket/k", "S3_CONFIG_LOCATION", "s3://bucket/k")]
    [InlineData("S3_CONFIG_LOCATION=s3://bucket/k;PROMLAUNCHER_LOCATION=ssm:/c", "PROMLAUNCHER_LOCATION", "ssm:/c")]
    public void The_first_variable_that_is_set_names_the_location(string environment, string? variable, string? shown)
    {
        var choice = LocationChoice.FromEnvironment(Lookup(environment));
        Assert.Equal(variable, choice?.Variable);
        Assert.Equal(shown, choice?.Location.Display);
    }

    [Theory]
    [InlineData("CONFIG_LOCATION=http://h/c", true)]
    [InlineData("CONFIG_LOCATION=https://h/c", false)]
    [InlineData("PROMLAUNCHER_LOCATION=http://h/c", false)]
    public void Plain_http_is_let_through_for_the_older_image_s_variable_alone(string environment, bool allowed) =>
        Assert.Equal(allowed, LocationChoice.FromEnvironment(Lookup(environment))!.AllowsHttpWithWarning);

    [Fact]
    public void A_faulty_variable_is_named()
    {
        var failure = Assert.Throws<FailureException>(() => LocationChoice.FromEnvironment(Lookup("S3_CONFIG_LOCATION=s3:/bucket/k")));
        Assert.Equal(FailureKind.Usage, failure.Kind);
        Assert.StartsWith("S3_CONFIG_LOCATION: ", failure.Message, StringComparison.Ordinal);
    }

    private static Func<string, string?> Lookup(string environment)
    {
        var variables = environment.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return variables.GetValueOrDefault;
    }
}
