using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Microsoft.AspNetCore.Http;
using PromLauncher.Aws;

namespace PromLauncher.Tests.Aws;

public sealed class JsonServiceClientTest
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_a_signed_json_request()
    {
        string? target = null, authorization = null, body = null, contentType = null;
        await using var server = await StubServer.StartAsync(async context =>
        {
            target = context.Request.Headers["X-Amz-Target"];
            authorization = context.Request.Headers.Authorization;
            contentType = context.Request.ContentType;
            body = await new StreamReader(context.Request.Body).ReadToEndAsync(Stop);
            await context.Response.WriteAsync("""{"SecretString":"s3cr3t"}""", Stop);
        });
        using var aws = TestAws.At(server.Url);
        using var client = new SecretsManagerClient(aws, "eu-west-1");
        Assert.Equal("s3cr3t", await client.GetSecretValueAsync("name", "AWSPREVIOUS", Stop));
        Assert.Equal("secretsmanager.GetSecretValue", target);
        Assert.Equal("application/x-amz-json-1.1", contentType);
        Assert.Equal("""{"SecretId":"name","VersionStage":"AWSPREVIOUS"}""", body);
        Assert.StartsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/", authorization, StringComparison.Ordinal);
        Assert.Contains("/eu-west-1/secretsmanager/aws4_request", authorization, StringComparison.Ordinal);
        Assert.Equal(["POST /"], server.Requests);
    }

    [Fact]
    public async Task A_refusal_carries_the_service_s_code()
    {
        await using var server = await StubServer.StartAsync(async context =>
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync("""{"__type":"com.amazonaws.secretsmanager#AccessDeniedException","Message":"no"}""", Stop);
        });
        using var aws = TestAws.At(server.Url);
        using var client = new SecretsManagerClient(aws, "eu-west-1");
        var e = await Assert.ThrowsAsync<AmazonServiceException>(() => client.GetSecretValueAsync("name", null, Stop));
        Assert.Equal("AccessDeniedException", e.ErrorCode);
        Assert.Equal("no", e.Message);
        Assert.True(AwsFailure.IsDenied(e));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("eu-west-1", "", "https://secretsmanager.eu-west-1.amazonaws.com")]
    [InlineData("cn-north-1", "", "https://secretsmanager.cn-north-1.amazonaws.com.cn")]
    [InlineData("us-gov-west-1", "AWS_USE_FIPS_ENDPOINT", "https://secretsmanager-fips.us-gov-west-1.amazonaws.com")]
    [InlineData("eu-west-1", "AWS_USE_DUALSTACK_ENDPOINT", "https://secretsmanager.eu-west-1.api.aws")]
    public void The_endpoint_is_the_region_s(string region, string variable, string url)
    {
        using var aws = TestAws.With((variable, "true"), ("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "b")).Build();
        using var client = new SecretsManagerClient(aws, region);
        Assert.Equal(url, client.Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new JsonRequest())).URL.TrimEnd('/'));
    }

    [Fact]
    public void The_service_s_own_endpoint_variable_wins()
    {
        using var aws = TestAws.At("http://127.0.0.1:1", ("AWS_ENDPOINT_URL_SECRETS_MANAGER", "http://127.0.0.1:2"));
        using var client = new SecretsManagerClient(aws, "eu-west-1");
        Assert.Equal("http://127.0.0.1:2", client.Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new JsonRequest())).URL.TrimEnd('/'));
    }
}
