namespace PromLauncher.LocalAws;

/// <summary>An error response of an AWS service, which each service writes in its own protocol.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">The error code, such as <c>NoSuchKey</c>.</param>
/// <param name="message">What the service says.</param>
public sealed class AwsException(int status, string code, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The error code.</summary>
    public string Code { get; } = code;

    /// <summary>Additional elements (S3: <c>Region</c>, <c>Key</c>, <c>Endpoint</c>).</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();

    /// <summary>Additional headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
