using System.Text.Json;

namespace PromLauncher.Discovery.Ecs;

/// <summary>Reads tasks as DescribeTasks writes them (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html).</summary>
internal sealed class TaskReader(TextPool pool)
{
    /// <summary>Reads one task, with the reader on its opening brace. Null when it has no ARN.</summary>
    public EcsTask? Read(ref Utf8JsonReader reader)
    {
        // Locals and one object at the end rather than a record copy for each member: there are thousands of tasks.
        string? arn = null, cluster = null, definition = null, group = null, launchType = null, last = null, desired = null, health = null;
        string? zone = null, instance = null, family = null, version = null, startedBy = null;
        EcsContainer[] containers = [];
        NetworkAttachment[] attachments = [];
        Tag[] tags = [];
        while (JsonMembers.Next(ref reader))
        {
            if (reader.ValueTextEquals("taskArn"u8)) arn = JsonMembers.Text(ref reader);
            else if (reader.ValueTextEquals("clusterArn"u8)) cluster = JsonMembers.Text(ref reader, pool);
            else if (reader.ValueTextEquals("taskDefinitionArn"u8)) definition = JsonMembers.Text(ref reader, pool);
            else if (reader.ValueTextEquals("group"u8)) group = JsonMembers.Text(ref reader, pool);
            else if (reader.ValueTextEquals("launchType"u8)) launchType = JsonMembers.Text(ref reader, pool);
            else if (reader.ValueTextEquals("lastStatus"u8)) last = JsonMembers.Text(ref reader, pool);
            else if (reader.ValueTextEquals("desiredStatus"u8)) desired = JsonMembers.Text(ref reader, pool);
            else if (reader.ValueTextEquals("healthStatus"u8)) health = JsonMembers.Text(ref reader, pool);
            else if (reader.ValueTextEquals("availabilityZone"u8)) zone = JsonMembers.Text(ref reader, pool);
            else if (reader.ValueTextEquals("containerInstanceArn"u8)) instance = JsonMembers.Text(ref reader, pool);
            else if (reader.ValueTextEquals("platformFamily"u8)) family = JsonMembers.Text(ref reader, pool);
            else if (reader.ValueTextEquals("platformVersion"u8)) version = JsonMembers.Text(ref reader, pool);
            else if (reader.ValueTextEquals("startedBy"u8)) startedBy = JsonMembers.Text(ref reader, pool);
            else if (reader.ValueTextEquals("containers"u8)) containers = JsonMembers.Objects(ref reader, ReadContainer);
            else if (reader.ValueTextEquals("attachments"u8)) attachments = JsonMembers.Objects(ref reader, ReadAttachment);
            else if (reader.ValueTextEquals("tags"u8)) tags = JsonMembers.Tags(ref reader, pool);
            else JsonMembers.Skip(ref reader);
        }

        return arn is not { Length: > 0 } ? null : new EcsTask
        {
            Arn = arn,
            ClusterArn = cluster,
            DefinitionArn = definition,
            Group = group,
            LaunchType = launchType,
            LastStatus = last,
            DesiredStatus = desired,
            HealthStatus = health,
            AvailabilityZone = zone,
            ContainerInstanceArn = instance,
            PlatformFamily = family,
            PlatformVersion = version,
            StartedBy = startedBy,
            Containers = containers,
            Attachment = attachments is [var first, ..] ? first : null,
            Tags = tags,
        };
    }

    private EcsContainer? ReadContainer(ref Utf8JsonReader reader)
    {
        string? name = null, arn = null;
        NetworkBinding[] bindings = [];
        Interface? own = null;
        while (JsonMembers.Next(ref reader))
        {
            if (reader.ValueTextEquals("name"u8)) name = JsonMembers.Text(ref reader, pool);
            else if (reader.ValueTextEquals("containerArn"u8)) arn = JsonMembers.Text(ref reader);
            else if (reader.ValueTextEquals("networkBindings"u8)) bindings = JsonMembers.Objects(ref reader, ReadBinding);
            else if (reader.ValueTextEquals("networkInterfaces"u8))
                own = JsonMembers.Objects(ref reader, ReadInterface).FirstOrDefault(static i => i.Ipv4 is { Length: > 0 } || i.Ipv6 is { Length: > 0 });
            else JsonMembers.Skip(ref reader);
        }

        return new EcsContainer { Name = name, Arn = arn, Bindings = bindings, Ipv4 = own?.Ipv4, Ipv6 = own?.Ipv6 };
    }

    private NetworkBinding? ReadBinding(ref Utf8JsonReader reader)
    {
        string? ip = null, protocol = null, containerRange = null, hostRange = null;
        int? container = null, host = null;
        while (JsonMembers.Next(ref reader))
        {
            if (reader.ValueTextEquals("bindIP"u8)) ip = JsonMembers.Text(ref reader, pool);
            else if (reader.ValueTextEquals("protocol"u8)) protocol = JsonMembers.Text(ref reader, pool);
            else if (reader.ValueTextEquals("containerPort"u8)) container = JsonMembers.Number(ref reader);
            else if (reader.ValueTextEquals("hostPort"u8)) host = JsonMembers.Number(ref reader);
            else if (reader.ValueTextEquals("containerPortRange"u8)) containerRange = JsonMembers.Text(ref reader);
            else if (reader.ValueTextEquals("hostPortRange"u8)) hostRange = JsonMembers.Text(ref reader);
            else JsonMembers.Skip(ref reader);
        }

        return new NetworkBinding { BindIp = ip, Protocol = protocol, ContainerPort = container, HostPort = host, ContainerPortRange = containerRange, HostPortRange = hostRange };
    }

    private static Interface? ReadInterface(ref Utf8JsonReader reader)
    {
        string? ipv4 = null, ipv6 = null;
        while (JsonMembers.Next(ref reader))
        {
            if (reader.ValueTextEquals("privateIpv4Address"u8)) ipv4 = JsonMembers.Text(ref reader);
            else if (reader.ValueTextEquals("ipv6Address"u8)) ipv6 = JsonMembers.Text(ref reader);
            else JsonMembers.Skip(ref reader);
        }

        return new Interface(ipv4, ipv6);
    }

    /// <summary>Reads only the network interface among the attachments; its members are a list of names and values.</summary>
    private NetworkAttachment? ReadAttachment(ref Utf8JsonReader reader)
    {
        string? type = null;
        Detail[] details = [];
        while (JsonMembers.Next(ref reader))
        {
            if (reader.ValueTextEquals("type"u8)) type = JsonMembers.Text(ref reader, pool);
            else if (reader.ValueTextEquals("details"u8)) details = JsonMembers.Objects(ref reader, ReadDetail);
            else JsonMembers.Skip(ref reader);
        }

        return type == "ElasticNetworkInterface" ? new NetworkAttachment(Find("networkInterfaceId"), Find("subnetId"), Find("privateIPv4Address")) : null;

        string? Find(string name) => Array.Find(details, detail => detail.Name == name)?.Value;
    }

    private Detail? ReadDetail(ref Utf8JsonReader reader)
    {
        string? name = null, value = null;
        while (JsonMembers.Next(ref reader))
        {
            if (reader.ValueTextEquals("name"u8)) name = JsonMembers.Text(ref reader, pool);
            else if (reader.ValueTextEquals("value"u8)) value = JsonMembers.Text(ref reader);
            else JsonMembers.Skip(ref reader);
        }

        return name is null || value is null ? null : new Detail(name, value);
    }

    private sealed record Interface(string? Ipv4, string? Ipv6);

    private sealed record Detail(string Name, string Value);
}
