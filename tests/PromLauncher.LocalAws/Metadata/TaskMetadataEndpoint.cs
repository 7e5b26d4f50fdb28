using System.Text.Json.Nodes;
using PromLauncher.LocalAws.Http;

namespace PromLauncher.LocalAws.Metadata;

/// <summary>The task metadata endpoint, version 4.</summary>
public sealed class TaskMetadataEndpoint : IUnsignedEndpoint
{
    private readonly LocalAwsServer _server;

    internal TaskMetadataEndpoint(LocalAwsServer server) => _server = server;

    /// <summary>The task that is described; null: every answer is 404.</summary>
    public TaskFacts? Task { get; set; } = new();

    /// <summary>True to answer 500 for now.</summary>
    public bool IsDown { get; set; }

    /// <summary>The value of ECS_CONTAINER_METADATA_URI_V4.</summary>
    public string Uri => $"{_server.Endpoint.GetLeftPart(UriPartial.Authority)}/v4/cd189a933e5849daa93386466019ab50-2495160603";

    string IUnsignedEndpoint.Prefix => "/v4/";

    Task IUnsignedEndpoint.AnswerAsync(AwsRequest request)
    {
        if (IsDown) return request.TextAsync("V4 task metadata handler: unable to get task", 500);
        var what = request.RawPath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        JsonNode? answer = what switch
        {
            [_, _] => Task?.Container(),
            [_, _, "task"] => Task?.Task(withTags: false),
            [_, _, "taskWithTags"] => Task?.Task(withTags: true),
            _ => null,
        };
        return answer is null ? request.TextAsync("404 page not found", 404) : request.JsonAsync(answer);
    }
}
