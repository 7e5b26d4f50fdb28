namespace PromLauncher.LocalAws.Http;

/// <summary>An endpoint for unsigned requests: metadata, credentials, this server's own administration.</summary>
internal interface IUnsignedEndpoint
{
    /// <summary>The prefix of its paths.</summary>
    string Prefix { get; }

    /// <summary>Answers a request.</summary>
    Task AnswerAsync(AwsRequest request);
}

/// <summary>All of them.</summary>
internal sealed class UnsignedEndpoints(IReadOnlyList<IUnsignedEndpoint> endpoints)
{
    /// <summary>Answers a request that is for one of them.</summary>
    /// <returns>False when it is for a service.</returns>
    public async Task<bool> TryAnswerAsync(AwsRequest request)
    {
        if (request.Header("authorization")?.StartsWith("AWS4-", StringComparison.Ordinal) == true) return false;
        foreach (var endpoint in endpoints)
        {
            if (!request.RawPath.StartsWith(endpoint.Prefix, StringComparison.Ordinal)) continue;
            await endpoint.AnswerAsync(request);
            return true;
        }

        return false;
    }
}
