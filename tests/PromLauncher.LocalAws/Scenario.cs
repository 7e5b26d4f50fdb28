using System.Text.Json;
using PromLauncher.LocalAws.Ecs;
using PromLauncher.LocalAws.Identity;
using PromLauncher.LocalAws.Metadata;

namespace PromLauncher.LocalAws;

/// <summary>What a local AWS holds, as a JSON file says it; the format is described in README.md.</summary>
public sealed record Scenario
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Keys that never change.</summary>
    public IReadOnlyList<Keys> Principals { get; init; } = [];

    /// <summary>The role whose keys the container credentials endpoint gives.</summary>
    public RoleDescription? TaskRole { get; init; }

    /// <summary>Other roles, to be assumed.</summary>
    public IReadOnlyList<RoleDescription> Roles { get; init; } = [];

    /// <summary>What the task metadata endpoint tells.</summary>
    public TaskFacts? Task { get; init; }

    /// <summary>Buckets.</summary>
    public IReadOnlyList<BucketDescription> Buckets { get; init; } = [];

    /// <summary>ECS clusters.</summary>
    public IReadOnlyList<ClusterDescription> Clusters { get; init; } = [];

    /// <summary>Where remote writes are handed on to.</summary>
    public Uri? Receiver { get; init; }

    /// <summary>Whether remote writes without a signature are taken too.</summary>
    public bool AcceptsUnsignedWrites { get; init; }

    /// <summary>Keys that never change.</summary>
    public sealed record Keys(string AccessKeyId, string SecretAccessKey, string? Arn = null, JsonElement? Policy = null);

    /// <summary>A role.</summary>
    public sealed record RoleDescription(string Arn, JsonElement? Policy = null, string? ExternalId = null);

    /// <summary>A bucket; objects are texts by key, files are paths by key, taken from the scenario's folder.</summary>
    public sealed record BucketDescription(string Name, string Region = "us-east-1", bool Versioned = false)
    {
        /// <summary>Contents by key.</summary>
        public IReadOnlyDictionary<string, string> Objects { get; init; } = new Dictionary<string, string>();

        /// <summary>Files by key.</summary>
        public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();
    }

    /// <summary>A cluster with running tasks.</summary>
    public sealed record ClusterDescription(string Name, string Region = "eu-west-1")
    {
        /// <summary>Its tasks.</summary>
        public IReadOnlyList<TaskDescription> Tasks { get; init; } = [];
    }

    /// <summary>A task on Fargate; without an address it gets the next free one.</summary>
    public sealed record TaskDescription(string Family, string? Service = null, string? Ipv4 = null)
    {
        /// <summary>Its containers.</summary>
        public IReadOnlyList<ContainerDescription> Containers { get; init; } = [];
    }

    /// <summary>A container of a task.</summary>
    public sealed record ContainerDescription(string Name)
    {
        /// <summary>Its docker labels.</summary>
        public IReadOnlyDictionary<string, string> DockerLabels { get; init; } = new Dictionary<string, string>();
    }

    /// <summary>Reads a scenario.</summary>
    public static Scenario Read(string path) => JsonSerializer.Deserialize<Scenario>(File.ReadAllText(path), Json)!;

    /// <summary>Puts all of it into a server.</summary>
    /// <param name="server">The server.</param>
    /// <param name="folder">From where files are taken.</param>
    public void Apply(LocalAwsServer server, string folder)
    {
        foreach (var keys in Principals)
        {
            var principal = new Principal { AccessKeyId = keys.AccessKeyId, SecretAccessKey = keys.SecretAccessKey, Policy = PolicyOf(keys.Policy) };
            server.Principals.Add(keys.Arn is null ? principal : principal with { Arn = keys.Arn });
        }

        foreach (var role in Roles) server.Principals.Add(RoleOf(role));
        if (TaskRole is not null) server.Credentials.Role = server.Principals.Add(RoleOf(TaskRole));
        if (Task is not null) server.Metadata.Task = Task;
        server.Aps.Receiver = Receiver;
        server.Aps.AcceptsUnsigned = AcceptsUnsignedWrites;
        foreach (var description in Clusters)
        {
            var cluster = server.Ecs.Create(description.Name, description.Region);
            foreach (var task in description.Tasks) Start(cluster, task);
        }

        foreach (var description in Buckets)
        {
            var bucket = server.S3.Create(description.Name, description.Region);
            bucket.IsVersioned = description.Versioned;
            foreach (var (key, text) in description.Objects) bucket.Put(key, text);
            foreach (var (key, path) in description.Files) bucket.Put(key, File.ReadAllBytes(Path.Combine(folder, path)));
        }
    }

    private static void Start(EcsCluster cluster, TaskDescription task) => cluster.Start(
        new TaskDefinition
        {
            Family = task.Family,
            Containers = [.. task.Containers.Select(static container => new ContainerDefinition { Name = container.Name, DockerLabels = container.DockerLabels })],
        },
        new TaskStart { Service = task.Service, Ipv4 = task.Ipv4 });

    private static Role RoleOf(RoleDescription role) => new() { Arn = role.Arn, Policy = PolicyOf(role.Policy), ExternalId = role.ExternalId };

    private static Policy PolicyOf(JsonElement? policy) => policy is { } document ? Policy.Parse(document) : Policy.AllowAll;
}
