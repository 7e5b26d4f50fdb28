using Amazon.Runtime;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using PromLauncher.Telemetry;

namespace PromLauncher.Aws;

/// <summary>Systems Manager's Parameter Store: up to ten names per request, decrypted.</summary>
/// <param name="aws">How AWS is called.</param>
public sealed class ParameterStore(AwsContext aws)
{
    private const string Action = "ssm:GetParameters";

    /// <summary>The maximum number of names in GetParameters.</summary>
    private const int BatchSize = 10;

    /// <summary>Reads parameters; the result has the value or the reason for each name.</summary>
    /// <param name="names">Names, paths or ARNs, with <c>:version</c> or <c>:label</c>; an ARN is read in its own region.</param>
    /// <param name="cancellation">Cancels it.</param>
    public async Task<Dictionary<string, AwsValue>> ReadAsync(IReadOnlyCollection<string> names, CancellationToken cancellation)
    {
        var values = new Dictionary<string, AwsValue>(StringComparer.Ordinal);
        foreach (var region in names.Distinct(StringComparer.Ordinal).GroupBy(RegionOf))
        {
            AmazonSimpleSystemsManagementClient client;
            try
            {
                client = await OpenAsync(region.Key, cancellation).ConfigureAwait(false);
            }
            catch (FailureException e)
            {
                foreach (var name in region) values[name] = AwsValue.Failed(e);
                continue;
            }

            using (client)
            {
                var limit = new CallLimit(aws.Options.Time);
                foreach (var batch in region.Chunk(BatchSize)) await ReadBatchAsync(client, batch, limit, values, cancellation).ConfigureAwait(false);
            }
        }

        return values;
    }

    private async Task<AmazonSimpleSystemsManagementClient> OpenAsync(string? region, CancellationToken cancellation)
    {
        region ??= await aws.Region.GetAsync(cancellation).ConfigureAwait(false);
        return new AmazonSimpleSystemsManagementClient(aws.Credentials, aws.Configure(new AmazonSimpleSystemsManagementConfig(), "SSM", region, retries: 0));
    }

    private static async Task ReadBatchAsync(AmazonSimpleSystemsManagementClient client, string[] batch, CallLimit limit, Dictionary<string, AwsValue> values, CancellationToken cancellation)
    {
        try
        {
            var request = new GetParametersRequest { Names = [.. batch], WithDecryption = true };
            var response = await limit.CallAsync(stop => client.GetParametersAsync(request, stop), cancellation).ConfigureAwait(false);
            foreach (var name in batch)
            {
                var parameter = response.Parameters?.Find(parameter => Answers(parameter, name));
                values[name] = parameter is null
                    ? AwsValue.Missing($"The parameter {name} does not exist in {client.Config.RegionEndpoint?.SystemName ?? client.Config.AuthenticationRegion}.")
                    : AwsValue.Found(parameter.Value ?? "", $"Parameter Store, version {parameter.Version}", secret: true);
            }
        }
        catch (AmazonServiceException e) when (batch.Length > 1 && !AwsFailure.IsTransient(e))
        {
            // One name that we may not read, or that is malformed, fails the whole batch: request each separately to find out which.
            foreach (var name in batch) await ReadBatchAsync(client, [name], limit, values, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (!(e is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            foreach (var name in batch) values[name] = Describe(e, name);
        }
    }

    private static AwsValue Describe(Exception e, string name)
    {
        if (e is AmazonServiceException { ErrorCode: "ParameterNotFound" or "ParameterVersionNotFound" or "ValidationException" or "ResourceNotFoundException" } missing)
            return AwsValue.Missing($"The parameter {name} does not exist: {missing.ErrorCode}.");
        if (e is AmazonServiceException { ErrorCode: "InvalidKeyId" } || e is AmazonServiceException denied && AwsFailure.IsDenied(denied) && denied.Message.Contains("kms:", StringComparison.Ordinal))
            return new AwsValue(AwsValueOutcome.Refused) { Problem = $"The parameter {name} can't be decrypted: allow kms:Decrypt on its key to the task role." };
        return AwsValue.Failed(AwsFailure.Describe(e, new AwsCall(Action, "the parameter " + name)));
    }

    /// <summary>
    /// True when the parameter is the requested one: returned by name or, for one shared by another account, by ARN; its version or label
    /// is returned as a selector, <c>:3</c>, which distinguishes <c>/p</c> from <c>/p:3</c> in one request.
    /// </summary>
    private static bool Answers(Parameter parameter, string asked)
    {
        var selector = string.IsNullOrEmpty(parameter.Selector) ? "" : ":" + parameter.Selector.TrimStart(':');
        return asked == parameter.Name + selector || asked == parameter.ARN + selector;
    }

    private static string? RegionOf(string name) =>
        name.StartsWith("arn:", StringComparison.Ordinal) && name.Split(':') is { Length: > 5 } parts && parts[3].Length > 0 ? parts[3] : null;
}
