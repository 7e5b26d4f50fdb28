using System.Net;
using System.Text.Json;
using PromLauncher.Telemetry;

namespace PromLauncher.Aws;

/// <summary>
/// The task metadata endpoint, version 4
/// (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4.html). What it reports about a running
/// task does not change, so each document is requested once; a failure is not cached.
/// </summary>
public sealed class TaskMetadata
{
    private readonly AwsOptions _options;
    private readonly Outbound _connections;
    private readonly string? _endpoint;
    private readonly Once<TaskFacts> _task;
    private readonly Once<string> _container;
    private readonly Once<IReadOnlyDictionary<string, string>> _tags;

    internal TaskMetadata(AwsOptions options, Outbound connections)
    {
        _options = options;
        _connections = connections;
        _endpoint = options.Variable("ECS_CONTAINER_METADATA_URI_V4")?.TrimEnd('/');
        _task = new(async () => TaskFacts.Read(await GetAsync("/task").ConfigureAwait(false)));
        _container = new(async () => ReadContainerName(await GetAsync("").ConfigureAwait(false)));
        _tags = new(async () => ReadTags(await GetAsync("/taskWithTags").ConfigureAwait(false)));
    }

    /// <summary>True within an ECS task.</summary>
    public bool IsPresent => _endpoint is not null;

    /// <summary>What the endpoint says about the task.</summary>
    /// <exception cref="FailureException">Not on ECS (not found), or the endpoint does not answer (unavailable, transient).</exception>
    public Task<TaskFacts> TaskAsync(CancellationToken cancellation) => _task.GetAsync(cancellation);

    /// <summary>The name of our own container in the task definition.</summary>
    /// <exception cref="FailureException">As with <see cref="TaskAsync"/>.</exception>
    public Task<string> ContainerNameAsync(CancellationToken cancellation) => _container.GetAsync(cancellation);

    /// <summary>The task's tags; on EC2 the agent gets them from the API and may be denied.</summary>
    /// <exception cref="FailureException">As with <see cref="TaskAsync"/>, or the agent was denied (denied).</exception>
    public Task<IReadOnlyDictionary<string, string>> TagsAsync(CancellationToken cancellation) => _tags.GetAsync(cancellation);

    /// <summary>The region in the task's ARN, or null when there is no task or no answer.</summary>
    internal async Task<string?> FindRegionAsync()
    {
        if (!IsPresent) return null;
        try
        {
            return (await TaskAsync(CancellationToken.None).ConfigureAwait(false)).Region;
        }
        catch (FailureException e)
        {
            _options.Log.Warn("task metadata can't be read", [("err", e.Message)]);
            return null;
        }
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        if (_endpoint is null)
        {
            throw new FailureException(FailureKind.NotFound, "This is not an ECS task: ECS_CONTAINER_METADATA_URI_V4 is not set.",
                "ECS sets it on Fargate platform version 1.4.0 and on EC2 with agent 1.39 or newer.");
        }

        try
        {
            using var response = await _connections.Local.GetAsync(_endpoint + path).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK) throw Unavailable($"it answered with status {(int)response.StatusCode}", null);
            var body = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw Unavailable("its answer is not a JSON object", null);
            return document.RootElement.Clone();
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or OperationCanceledException)
        {
            throw Unavailable(e is OperationCanceledException ? "it did not answer in time" : e.Message, e);
        }
    }

    private static FailureException Unavailable(string reason, Exception? inner) => new(FailureKind.Unavailable,
        $"The task metadata endpoint (ECS_CONTAINER_METADATA_URI_V4) can't be read: {reason}", null, inner)
    { Transient = true };

    private static string ReadContainerName(JsonElement container) => TaskFacts.Text(container, "Name")
        ?? throw Unavailable("it does not name our container", null);

    private static Dictionary<string, string> ReadTags(JsonElement task)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        if (task.TryGetProperty("TaskTags", out var members) && members.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in members.EnumerateObject()) tags[member.Name] = member.Value.ToString();
            return tags;
        }

        if (task.TryGetProperty("Errors", out var errors) && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0)
        {
            throw new FailureException(FailureKind.Denied,
                $"The task's tags can't be read: {TaskFacts.Text(errors[0], "ErrorCode") ?? "refused"}.",
                "Allow ecs:ListTagsForResource to the container instance's role.")
            { MaySettle = true };
        }

        return tags;
    }
}
