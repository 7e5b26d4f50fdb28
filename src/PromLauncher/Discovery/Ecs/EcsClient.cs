using System.Text.Json;
using PromLauncher.Aws;

namespace PromLauncher.Discovery.Ecs;

/// <summary>ECS over HTTP (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/Welcome.html).</summary>
/// <param name="aws">Credentials, connections and the environment.</param>
/// <param name="region">The region.</param>
/// <param name="pool">Shares strings that recur in responses.</param>
internal sealed class EcsClient(AwsContext aws, string region, TextPool pool) : JsonServiceClient(aws, Ecs, region), IEcsApi
{
    private static readonly AwsService Ecs = new("ECS", "ecs", "AmazonEC2ContainerServiceV20141113", "2014-11-13");

    private readonly TaskReader _tasks = new(pool);
    private readonly DefinitionReader _definitions = new(pool);
    private readonly ResourceReader _resources = new(pool);

    public Task<Page> ListClustersAsync(string? token, CancellationToken cancellation) => CallAsync(
        "ListClusters",
        writer => WriteToken(writer, token),
        static body => ReadPage(body, "clusterArns"u8, static text => text.ToString()),
        cancellation);

    public Task<Described<EcsCluster>> DescribeClustersAsync(IReadOnlyList<string> clusters, CancellationToken cancellation) => CallAsync(
        "DescribeClusters",
        writer =>
        {
            WriteList(writer, "clusters", clusters);
            WriteList(writer, "include", ["TAGS"]);
        },
        body => Read(body, "clusters"u8, _resources.ReadCluster),
        cancellation);

    public Task<Page> ListTasksAsync(string cluster, string? token, TextLookup lookup, CancellationToken cancellation) => CallAsync(
        "ListTasks",
        writer =>
        {
            writer.WriteString("cluster", cluster);
            WriteToken(writer, token);
        },
        body => ReadPage(body, "taskArns"u8, lookup),
        cancellation);

    public Task<Described<EcsTask>> DescribeTasksAsync(string cluster, IReadOnlyList<string> tasks, bool tags, CancellationToken cancellation) => CallAsync(
        "DescribeTasks",
        writer =>
        {
            writer.WriteString("cluster", cluster);
            WriteList(writer, "tasks", tasks);
            if (tags) WriteList(writer, "include", ["TAGS"]);
        },
        body => Read(body, "tasks"u8, _tasks.Read),
        cancellation);

    public Task<TaskDefinition> DescribeTaskDefinitionAsync(string arn, CancellationToken cancellation) => CallAsync(
        "DescribeTaskDefinition",
        writer => writer.WriteString("taskDefinition", arn),
        _definitions.Read,
        cancellation);

    public Task<Described<ContainerInstance>> DescribeContainerInstancesAsync(string cluster, IReadOnlyList<string> instances, CancellationToken cancellation) => CallAsync(
        "DescribeContainerInstances",
        writer =>
        {
            writer.WriteString("cluster", cluster);
            WriteList(writer, "containerInstances", instances);
        },
        body => Read(body, "containerInstances"u8, _resources.ReadInstance),
        cancellation);

    public Task<Described<EcsService>> DescribeServicesAsync(string cluster, IReadOnlyList<string> services, CancellationToken cancellation) => CallAsync(
        "DescribeServices",
        writer =>
        {
            writer.WriteString("cluster", cluster);
            WriteList(writer, "services", services);
            WriteList(writer, "include", ["TAGS"]);
        },
        body => Read(body, "services"u8, _resources.ReadService),
        cancellation);

    private static void WriteToken(Utf8JsonWriter writer, string? token)
    {
        if (token is not null) writer.WriteString("nextToken", token);
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values) writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    private static Page ReadPage(ReadOnlyMemory<byte> body, ReadOnlySpan<byte> member, TextLookup lookup)
    {
        IReadOnlyList<string> items = [];
        string? next = null;
        var reader = JsonMembers.Open(body);
        while (JsonMembers.Next(ref reader))
        {
            if (reader.ValueTextEquals(member)) items = JsonMembers.Texts(ref reader, (ref Utf8JsonReader text) => Find(ref text, lookup));
            else if (reader.ValueTextEquals("nextToken"u8)) next = JsonMembers.Text(ref reader);
            else JsonMembers.Skip(ref reader);
        }

        return new Page(items, string.IsNullOrEmpty(next) ? null : next);
    }

    private static string Find(ref Utf8JsonReader reader, TextLookup lookup)
    {
        if (reader.HasValueSequence || reader.ValueSpan.Length > 512) return reader.GetString()!;
        Span<char> buffer = stackalloc char[512];
        return lookup(buffer[..reader.CopyString(buffer)]);
    }

    private static Described<T> Read<T>(ReadOnlyMemory<byte> body, ReadOnlySpan<byte> member, JsonMembers.Reader<T?> read)
        where T : class
    {
        IReadOnlyList<T> items = [];
        IReadOnlyList<EcsFailure> failures = [];
        var reader = JsonMembers.Open(body);
        while (JsonMembers.Next(ref reader))
        {
            if (reader.ValueTextEquals(member)) items = JsonMembers.Objects(ref reader, read);
            else if (reader.ValueTextEquals("failures"u8)) failures = JsonMembers.Objects(ref reader, ResourceReader.ReadFailure);
            else JsonMembers.Skip(ref reader);
        }

        return new Described<T>(items, failures);
    }
}
