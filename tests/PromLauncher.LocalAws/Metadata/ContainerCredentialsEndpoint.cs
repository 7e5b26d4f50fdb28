using System.Text.Json.Nodes;
using PromLauncher.LocalAws.Http;
using PromLauncher.LocalAws.Identity;

namespace PromLauncher.LocalAws.Metadata;

/// <summary>The endpoint from which a task gets its role's keys (https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html).</summary>
public sealed class ContainerCredentialsEndpoint : IUnsignedEndpoint
{
    private readonly Principals _principals;
    private Principal? _issued;

    internal ContainerCredentialsEndpoint(Principals principals) => _principals = principals;

    /// <summary>The task's role; null: there is none, and every answer is 404.</summary>
    public Role? Role { get; set; }

    /// <summary>The required Authorization header, or null.</summary>
    public string? AuthorizationToken { get; set; }

    /// <summary>How long keys are valid; in AWS six hours.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(6);

    /// <summary>True to answer 500 for now.</summary>
    public bool IsDown { get; set; }

    /// <summary>How many requests it received.</summary>
    public int Requests { get; private set; }

    /// <summary>The path for AWS_CONTAINER_CREDENTIALS_FULL_URI, relative to the endpoint.</summary>
    public static string Path => "/creds/task";

    string IUnsignedEndpoint.Prefix => "/creds/";

    Task IUnsignedEndpoint.AnswerAsync(AwsRequest request)
    {
        Requests++;
        if (IsDown) return request.TextAsync("{\"code\":\"InternalServerError\",\"message\":\"unavailable\"}", 500);
        if (Role is not { } role) return request.TextAsync("{\"code\":\"ResourceNotFound\",\"message\":\"no role\"}", 404);
        if (AuthorizationToken is not null && request.Header("authorization") != AuthorizationToken) return request.TextAsync("{\"code\":\"Unauthorized\",\"message\":\"wrong token\"}", 401);
        var keys = Keys(role);
        return request.JsonAsync(new JsonObject
        {
            ["RoleArn"] = role.Arn,
            ["AccessKeyId"] = keys.AccessKeyId,
            ["SecretAccessKey"] = keys.SecretAccessKey,
            ["Token"] = keys.SessionToken,
            ["Expiration"] = keys.Expires!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        });
    }

    private Principal Keys(Role role)
    {
        // As on ECS, all callers get the same keys until half of their lifetime has passed.
        if (_issued is { } issued && issued.Policy == role.Policy && issued.Expires - _principals.Now > Lifetime / 2) return issued;
        return _issued = _principals.Issue(role, "158d1c8083dd49d6b527399fd6414f5c", Lifetime);
    }
}
