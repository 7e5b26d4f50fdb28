using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using PromLauncher.Telemetry;

namespace PromLauncher.Aws;

/// <summary>
/// The order in which the SDK looks for credentials
/// (https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html): environment, web identity, profile,
/// container, instance. The SDK's own chain opens file watchers and tries each provider in turn; here the environment decides
/// which one applies, and only that one is used.
/// </summary>
internal static class CredentialChain
{
    public static AWSCredentials Create(AwsContext aws)
    {
        var options = aws.Options;
        if (options.Variable("AWS_ACCESS_KEY_ID") is { } id && options.Variable("AWS_SECRET_ACCESS_KEY") is { } secret)
        {
            return Chosen(options, "environment", options.Variable("AWS_SESSION_TOKEN") is { } token
                ? new SessionAWSCredentials(id, secret, token)
                : new BasicAWSCredentials(id, secret));
        }

        if (options.Variable("AWS_WEB_IDENTITY_TOKEN_FILE") is { } file && options.Variable("AWS_ROLE_ARN") is { } role)
            return Chosen(options, "web identity", new WebIdentityCredentials(aws, file, role));
        if (ProfileFiles.Exist(options) && FromProfile(options) is { } profile) return Chosen(options, "profile", profile);
        if (ContainerCredentials.Endpoint(options) is { } endpoint) return Chosen(options, "container", new ContainerCredentials(aws, endpoint));
        var instance = new InstanceMetadata(options, aws.Connections);
        if (instance.IsEnabled) return Chosen(options, "instance metadata", new InstanceCredentials(instance));
        throw new FailureException(FailureKind.Denied,
            "No AWS credentials: no AWS_ACCESS_KEY_ID, no web identity, no profile, no container credentials, and instance metadata is turned off by AWS_EC2_METADATA_DISABLED.",
            "On ECS give the task a task role; elsewhere set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE.");
    }

    private static AWSCredentials Chosen(AwsOptions options, string source, AWSCredentials credentials)
    {
        options.Log.Debug("AWS credentials chosen", [("source", source)]);
        return credentials;
    }

    private static AWSCredentials? FromProfile(AwsOptions options)
    {
        var name = ProfileFiles.Profile(options);
        try
        {
            var chain = new CredentialProfileStoreChain();
            if (!chain.TryGetProfile(name, out var profile))
            {
                return options.Variable("AWS_PROFILE") is null
                    ? null
                    : throw new FailureException(FailureKind.Denied, $"AWS_PROFILE names the profile '{name}', which is in no AWS configuration file.", "Correct AWS_PROFILE, or add the profile.");
            }

            // The SDK would create the client for that by reflection, which the native binary does not support.
            if (profile.Options.RoleArn is { Length: > 0 })
            {
                throw new FailureException(FailureKind.Denied, $"The AWS profile '{name}' takes a role (role_arn), which is not supported here.",
                    $"Export its credentials: eval \"$(aws configure export-credentials --profile {name} --format env)\".");
            }

            // A profile with settings only (a region, say) has no credentials, and the next source is used.
            return profile.CanCreateAWSCredentials ? AWSCredentialsFactory.GetAWSCredentials(profile, chain) : null;
        }
        catch (Exception e) when (e is AmazonClientException or InvalidDataException or InvalidOperationException or IOException)
        {
            throw new FailureException(FailureKind.Denied, $"The AWS profile '{name}' provides no credentials: {e.Message}", "Correct it, or unset AWS_PROFILE.", e);
        }
    }
}
