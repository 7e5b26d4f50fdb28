using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using PromLauncher.Aws;
using PromLauncher.LocalAws;
using PromLauncher.LocalAws.Identity;

namespace PromLauncher.Tests.Aws;

/// <summary>Which object is asked for, with each way in which a bucket is named; the local AWS verifies the signature.</summary>
public sealed class S3ClientTest
{
    private static readonly string[] Keys =
    [
        "/key.yml", "//key.yml", "/", "a//b.yml", "a/../b.yml", "../b.yml", "..", "./a", "a/./b", "a b+c%20d.yml", "%2e%2e/%2F.yml", "é😀&=;:@$,'()*!~",
        "back\\slash", "what?is#this", "ends with a space ", "\u202eright to left",
    ];

    /// <summary>A bucket of AWS in its host name; one with a dot, which no certificate fits, in the path; one at a given endpoint.</summary>
    public static TheoryData<string, bool, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool, string>();
            foreach (var key in Keys)
            {
                cases.Add("conf", true, key);
                cases.Add("conf.dotted", true, key);
                cases.Add("conf", false, key);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_key_is_signed_and_asked_for_as_it_is_written(string bucket, bool isAws, string key)
    {
        await using var aws = await LocalAwsServer.StartAsync();
        var principal = aws.Principals.Add(new Principal { AccessKeyId = "AKIDEXAMPLE", SecretAccessKey = "secret" });
        aws.S3.Create(bucket, "eu-west-1").Put(key, "global: {}\n");
        var config = new AmazonS3Config { RegionEndpoint = RegionEndpoint.EUWest1, MaxErrorRetry = 0, HttpClientFactory = new ToLocalAws(aws.Endpoint) };
        if (!isAws) (config.ServiceURL, config.ForcePathStyle, config.AuthenticationRegion) = (aws.Endpoint.OriginalString, true, "eu-west-1");
        using var client = new S3Client(new BasicAWSCredentials(principal.AccessKeyId, principal.SecretAccessKey), config);

        using var found = await client.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key }, TestContext.Current.CancellationToken);
        var listed = await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = key }, TestContext.Current.CancellationToken);

        Assert.Equal([$"arn:aws:s3:::{bucket}/{key}", $"arn:aws:s3:::{bucket}"], aws.Calls.Select(static call => call.Resource));
        Assert.Equal(key, Assert.Single(listed.S3Objects).Key);
    }

    /// <summary>Sends everything to the local AWS; its host name, which is signed, stays.</summary>
    private sealed class ToLocalAws(Uri endpoint) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(endpoint));

        private sealed class Handler(Uri endpoint) : DelegatingHandler(new SocketsHttpHandler())
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Host = request.RequestUri!.Authority;
                var asked = request.RequestUri.AbsoluteUri[request.RequestUri.GetLeftPart(UriPartial.Authority).Length..];
                request.RequestUri = new Uri(endpoint.GetLeftPart(UriPartial.Authority) + asked, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
                return base.SendAsync(request, cancellationToken);
            }
        }
    }
}
