using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace PromLauncher.Aws;

/// <summary>
/// The base of clients for AWS services whose SDK package isn't used: one method per call, JSON 1.1
/// (https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html). Signing, credentials, clock-skew correction, endpoint
/// variables, FIPS and dual-stack are the SDK's own.
/// </summary>
/// <example>
/// <code>
/// sealed class EcsClient(AwsContext aws, string region) : JsonServiceClient(aws, Ecs, region)
/// {
///     private static readonly AwsService Ecs = new("ECS", "ecs", "AmazonEC2ContainerServiceV20141113", "2014-11-13");
///
///     public Task&lt;TaskPage&gt; ListTasksAsync(string cluster, CancellationToken cancellation) =>
///         CallAsync("ListTasks", writer => writer.WriteString("cluster", cluster), body => TaskPage.Read(body), cancellation);
/// }
/// </code>
/// </example>
public abstract class JsonServiceClient : AmazonServiceClient
{
    private readonly AwsService _service;

    /// <summary>A client for one region.</summary>
    /// <param name="aws">Credentials, connections and the environment.</param>
    /// <param name="service">The service.</param>
    /// <param name="region">The region's name.</param>
    /// <param name="retries">How often the SDK itself retries; 0 leaves that to the caller.</param>
    protected JsonServiceClient(AwsContext aws, AwsService service, string region, int retries = 0)
        : base(aws.Credentials, aws.Configure(new JsonServiceConfig(service), service.Id, region, retries))
    {
        _service = service;
        Aws = aws;
        Region = region;
    }

    /// <summary>The region that is called.</summary>
    public string Region { get; }

    /// <summary>The context that the client was created with.</summary>
    protected AwsContext Aws { get; }

    /// <summary>Calls one operation.</summary>
    /// <param name="operation">Its name, as in IAM actions.</param>
    /// <param name="write">Writes the members of the request's JSON object; the braces are written here.</param>
    /// <param name="read">Reads the response's body, which must not be kept.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <exception cref="AmazonServiceException">The service refused; <see cref="AmazonServiceException.ErrorCode"/> says why.</exception>
    /// <exception cref="Exception">A network or SDK error; <see cref="AwsFailure"/> classifies them.</exception>
    protected async Task<T> CallAsync<T>(string operation, Action<Utf8JsonWriter> write, Func<ReadOnlyMemory<byte>, T> read, CancellationToken cancellation)
    {
        var options = new InvokeOptions
        {
            RequestMarshaller = new JsonRequestMarshaller(_service, operation, write),
            ResponseUnmarshaller = new JsonBodyUnmarshaller<T>(read),
        };
        var response = await InvokeAsync<JsonBody<T>>(new JsonRequest(), options, cancellation).ConfigureAwait(false);
        return response.Value!;
    }

    /// <inheritdoc/>
    protected sealed override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new JsonServiceEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new JsonServiceAuthentication());
    }
}
