using PromLauncher.LocalAws.Http;

namespace PromLauncher.LocalAws;

/// <summary>One service of this AWS. To add one: implement this and add it in <see cref="LocalAwsServer"/>.</summary>
public interface IAwsService
{
    /// <summary>The name that requests to it are signed for.</summary>
    string Name { get; }

    /// <summary>Answers a request with a valid signature.</summary>
    /// <exception cref="AwsException">The response is an error.</exception>
    Task AnswerAsync(AwsRequest request);

    /// <summary>Sends an error in the service's own protocol.</summary>
    Task AnswerErrorAsync(AwsRequest request, AwsException error);

    /// <summary>The error for a call that the policy denies.</summary>
    AwsException Denied(string principal, string action, string resource) => new(400, "AccessDeniedException",
        $"User: {principal} is not authorized to perform: {action} on resource: {resource} because no identity-based policy allows the {action} action");

    /// <summary>The error for too high a call rate.</summary>
    AwsException Throttled() => new(400, "ThrottlingException", "Rate exceeded");

    /// <summary>The error for an unavailable service.</summary>
    AwsException Unavailable() => new(503, "ServiceUnavailable", "The service is unavailable. Please try again shortly.");
}
