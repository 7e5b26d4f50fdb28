using System.Text.Json.Nodes;
using PromLauncher.LocalAws.Http;
using PromLauncher.LocalAws.Identity;

namespace PromLauncher.LocalAws.Metadata;

/// <summary>EC2's instance metadata, version 2, which requires a session token.</summary>
public sealed class InstanceMetadataEndpoint : IUnsignedEndpoint
{
    private const string Token = "AQAEAHxYZ1localinstancetoken==";

    private readonly Principals _principals;

    internal InstanceMetadataEndpoint(Principals principals) => _principals = principals;

    /// <summary>The instance's role; null: the instance has none.</summary>
    public Role? Role { get; set; }

    /// <summary>Where the instance runs; null: no response at all, as on Fargate.</summary>
    public string? AvailabilityZone { get; set; }

    string IUnsignedEndpoint.Prefix => "/latest/";

    Task IUnsignedEndpoint.AnswerAsync(AwsRequest request)
    {
        if (AvailabilityZone is not { } zone) return request.TextAsync("", 404);
        if (request is { Method: "PUT", RawPath: "/latest/api/token" })
        {
            request.HttpContext.Response.Headers["x-aws-ec2-metadata-token-ttl-seconds"] = "21600";
            return request.TextAsync(Token);
        }

        if (request.Header("x-aws-ec2-metadata-token") != Token) return request.TextAsync("", 401);
        const string Keys = "/latest/meta-data/iam/security-credentials/";
        var name = Role?.Arn.Split('/')[^1];
        return request.RawPath switch
        {
            "/latest/meta-data/placement/region" => request.TextAsync(zone[..^1]),
            "/latest/meta-data/placement/availability-zone" => request.TextAsync(zone),
            "/latest/dynamic/instance-identity/document" => request.JsonAsync(new JsonObject { ["region"] = zone[..^1], ["availabilityZone"] = zone, ["instanceId"] = "i-0123456789abcdef0", ["accountId"] = "123456789012" }),
            Keys when name is not null => request.TextAsync(name),
            var path when name is not null && path == Keys + name => request.JsonAsync(Credentials(Role!)),
            _ => request.TextAsync("", 404),
        };
    }

    private JsonObject Credentials(Role role)
    {
        var keys = _principals.Issue(role, "i-0123456789abcdef0", TimeSpan.FromHours(6));
        return new JsonObject
        {
            ["Code"] = "Success",
            ["LastUpdated"] = Time(_principals.Now),
            ["Type"] = "AWS-HMAC",
            ["AccessKeyId"] = keys.AccessKeyId,
            ["SecretAccessKey"] = keys.SecretAccessKey,
            ["Token"] = keys.SessionToken,
            ["Expiration"] = Time(keys.Expires!.Value),
        };
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
