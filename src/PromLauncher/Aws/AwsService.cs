namespace PromLauncher.Aws;

/// <summary>What distinguishes AWS services that use the JSON 1.1 protocol.</summary>
/// <param name="Id">Its id in AWS's models, from which <c>AWS_ENDPOINT_URL_…</c> is built: <c>Secrets Manager</c>.</param>
/// <param name="EndpointPrefix">The first label of its host names and its name in signatures: <c>secretsmanager</c>.</param>
/// <param name="TargetPrefix">What <c>X-Amz-Target</c> begins with, before the operation's name.</param>
/// <param name="ApiVersion">The version of its API.</param>
public sealed record AwsService(string Id, string EndpointPrefix, string TargetPrefix, string ApiVersion);
