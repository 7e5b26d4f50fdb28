using System.Text.Json;
using PromLauncher.LocalAws.Identity;
using PromLauncher.LocalAws.Metadata;

namespace PromLauncher.LocalAws;

/// <summary>The initial state of a local AWS from a JSON file; the format is described in README.md.</summary>
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

    /// <summary>The role whose keys the container credentials endpoint returns.</summary>
    public RoleDescription? TaskRole { get; init; }

    /// <summary>Other roles that can be assumed.</summary>
    public IReadOnlyList<RoleDescription> Roles { get; init; } = [];

    /// <summary>The task that the task metadata endpoint describes.</summary>
    public TaskFacts? Task { get; init; }

    /// <summary>Buckets.</summary>
    public IReadOnlyList<BucketDescription> Buckets { get; init; } = [];

    /// <summary>ECS clusters.</summary>
    public IReadOnlyList<ClusterDescription> Clusters { get; init; } = [];

    /// <summary>False: no call is throttled.</summary>
    public bool HasRateLimits { get; init; } = true;

    /// <summary>True: every other page of a listing is empty.</summary>
    public bool HasEmptyPages { get; init; }

    /// <summary>The longest page of a listing.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>The faults to inject.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>Where remote writes are forwarded to.</summary>
    public Uri? Receiver { get; init; }

    /// <summary>Whether unsigned remote writes are accepted too.</summary>
    public bool AcceptsUnsignedWrites { get; init; }

    /// <summary>Keys that never change.</summary>
    public sealed record Keys(string AccessKeyId, string SecretAccessKey, string? Arn = null, JsonElement? Policy = null);

    /// <summary>A role.</summary>
    public sealed record RoleDescription(string Arn, JsonElement? Policy = null, string? ExternalId = null);

    /// <summary>A bucket; objects are contents by key, files are paths by key, relative to the scenario's folder.</summary>
    public sealed record BucketDescription(string Name, string Region = "us-east-1", bool Versioned = false)
    {
        /// <summary>Contents by key.</summary>
        public IReadOnlyDictionary<string, string> Objects { get; init; } = new Dictionary<string, string>();

        /// <summary>Files by key.</summary>
        public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();
    }

    /// <summary>Reads a scenario.</summary>
    public static Scenario Read(string path) => JsonSerializer.Deserialize<Scenario>(File.ReadAllText(path), Json)!;

    /// <summary>Applies it to a server.</summary>
    /// <param name="server">The server.</param>
    /// <param name="folder">The folder that file paths are relative to.</param>
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
        server.Ecs.HasRateLimits = server.Ec2.HasRateLimits = HasRateLimits;
        server.Ecs.HasEmptyPages = HasEmptyPages;
        server.Ecs.PageSize = PageSize;
        foreach (var cluster in Clusters) cluster.Apply(server);
        foreach (var fault in Faults) server.Faults.Add(fault);

        foreach (var description in Buckets)
        {
            var bucket = server.S3.Create(description.Name, description.Region);
            bucket.IsVersioned = description.Versioned;
            foreach (var (key, text) in description.Objects) bucket.Put(key, text);
            foreach (var (key, path) in description.Files) bucket.Put(key, File.ReadAllBytes(Path.Combine(folder, path)));
        }
    }

    private static Role RoleOf(RoleDescription role) => new() { Arn = role.Arn, Policy = PolicyOf(role.Policy), ExternalId = role.ExternalId };

    private static Policy PolicyOf(JsonElement? policy) => policy is { } document ? Policy.Parse(document) : Policy.AllowAll;
}
