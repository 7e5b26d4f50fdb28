using System.Globalization;
using System.Text.Json.Nodes;
using PromLauncher.LocalAws.Http;

namespace PromLauncher.LocalAws.Ecs;

/// <summary>ECS's descriptions of resources (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Types.html). Absent values are left out, as in ECS.</summary>
internal static class EcsJson
{
    public static JsonArray Tags(IReadOnlyDictionary<string, string> tags) =>
        [.. tags.Select(static tag => new JsonObject { ["key"] = tag.Key, ["value"] = tag.Value })];

    public static JsonObject Cluster(EcsCluster cluster, bool withTags)
    {
        var tasks = cluster.Tasks;
        return new JsonObject
        {
            ["clusterArn"] = cluster.Arn,
            ["clusterName"] = cluster.Name,
            ["status"] = cluster.Status,
            ["registeredContainerInstancesCount"] = cluster.Instances.Count,
            ["runningTasksCount"] = tasks.Count(static task => task.LastStatus == "RUNNING"),
            ["pendingTasksCount"] = tasks.Count(static task => task.LastStatus is "PROVISIONING" or "PENDING" or "ACTIVATING"),
            ["activeServicesCount"] = cluster.Services.Count,
            ["statistics"] = new JsonArray(),
            ["tags"] = withTags ? Tags(cluster.Tags) : [],
            ["settings"] = new JsonArray(),
            ["capacityProviders"] = new JsonArray(),
        };
    }

    public static JsonObject Service(EcsCluster cluster, EcsService service, bool withTags)
    {
        var running = cluster.Tasks.Count(task => task.Group == $"service:{service.Name}" && task.LastStatus == "RUNNING");
        var json = new JsonObject
        {
            ["serviceArn"] = service.Arn,
            ["serviceName"] = service.Name,
            ["clusterArn"] = cluster.Arn,
            ["status"] = service.Status,
            ["desiredCount"] = running,
            ["runningCount"] = running,
            ["pendingCount"] = 0,
            ["schedulingStrategy"] = "REPLICA",
            ["propagateTags"] = "NONE",
        };
        if (withTags) json["tags"] = Tags(service.Tags);
        return json;
    }

    public static JsonObject Instance(EcsCluster cluster, ContainerInstance instance)
    {
        var json = new JsonObject
        {
            ["containerInstanceArn"] = instance.Arn,
            ["ec2InstanceId"] = instance.MachineId,
            ["version"] = 42,
            ["versionInfo"] = new JsonObject { ["agentVersion"] = "1.89.2", ["agentHash"] = "6c04b1d3", ["dockerVersion"] = "DockerVersion: 25.0.6" },
            ["status"] = instance.Status,
            ["agentConnected"] = true,
            ["runningTasksCount"] = cluster.Tasks.Count(task => task.Instance == instance && task.LastStatus == "RUNNING"),
            ["pendingTasksCount"] = 0,
            ["attributes"] = new JsonArray(),
            ["attachments"] = new JsonArray(),
            ["tags"] = new JsonArray(),
        };
        if (instance.CapacityProvider is { } provider) json["capacityProviderName"] = provider;
        return json;
    }

    public static JsonObject Definition(TaskDefinition definition, string arn, DateTimeOffset registered)
    {
        var json = new JsonObject
        {
            ["taskDefinitionArn"] = arn,
            ["containerDefinitions"] = new JsonArray([.. definition.Containers.Select(static container => Container(container))]),
            ["family"] = definition.Family,
            ["revision"] = definition.Revision,
            ["volumes"] = new JsonArray(),
            ["status"] = "ACTIVE",
            ["compatibilities"] = definition.NetworkMode == "awsvpc" ? new JsonArray("EC2", "FARGATE") : new JsonArray("EXTERNAL", "EC2"),
            ["registeredAt"] = JsonInput.Time(registered),
        };
        if (definition.NetworkMode is { } mode) json["networkMode"] = mode;
        return json;
    }

    public static JsonObject Task(EcsTask task, bool withTags)
    {
        var json = new JsonObject
        {
            ["attachments"] = task.Interface is { } own ? new JsonArray(Attachment(task, own)) : [],
            ["attributes"] = new JsonArray(new JsonObject { ["name"] = "ecs.cpu-architecture", ["value"] = "x86_64" }),
            ["clusterArn"] = task.Cluster.Arn,
            ["containers"] = new JsonArray([.. task.Containers.Select(container => Container(task, container))]),
            ["cpu"] = "256",
            ["createdAt"] = JsonInput.Time(task.Created),
            ["desiredStatus"] = task.DesiredStatus,
            ["enableExecuteCommand"] = false,
            ["healthStatus"] = task.HealthStatus,
            ["lastStatus"] = task.LastStatus,
            ["memory"] = "512",
            ["overrides"] = new JsonObject { ["containerOverrides"] = new JsonArray(), ["inferenceAcceleratorOverrides"] = new JsonArray() },
            ["tags"] = withTags ? Tags(task.Tags) : [],
            ["taskArn"] = task.Arn,
            ["taskDefinitionArn"] = task.DefinitionArn,
            ["version"] = 3,
        };
        if ((task.Start.AvailabilityZone ?? task.Instance?.Ec2?.AvailabilityZone) is { } zone) json["availabilityZone"] = zone;
        if (task.Start.CapacityProvider is { } provider) json["capacityProviderName"] = provider;
        if (task.Instance is { } instance) json["containerInstanceArn"] = instance.Arn;
        if (task.Group is { } group) json["group"] = group;
        if (task.LaunchType is { } launch) json["launchType"] = launch;
        if (task.LaunchType == "FARGATE") (json["platformVersion"], json["platformFamily"]) = ("1.4.0", "Linux");
        if (task.Start.StartedBy is { } startedBy) json["startedBy"] = startedBy;
        if (task.LastStatus is "RUNNING") json["startedAt"] = JsonInput.Time(task.Created);
        if (task.Stopped is { } stopped) (json["stoppedAt"], json["stopCode"], json["stoppedReason"]) = (JsonInput.Time(stopped), "UserInitiated", "Task stopped by user");
        return json;
    }

    private static JsonObject Attachment(EcsTask task, NetworkInterface own)
    {
        var details = new JsonArray(Detail("subnetId", "subnet-0a1b2c3d4e5f60718"));
        if (task.HasNetwork)
        {
            details.Add(Detail("networkInterfaceId", own.Id));
            details.Add(Detail("macAddress", "0a:98:eb:a7:29:ba"));
            if (own.Ipv4 is { } ipv4)
            {
                details.Add(Detail("privateDnsName", $"ip-{ipv4.Replace('.', '-')}.{task.Cluster.Region}.compute.internal"));
                details.Add(Detail("privateIPv4Address", ipv4));
            }

            if (own.Ipv6 is { } ipv6) details.Add(Detail("ipv6Address", ipv6));
        }

        return new JsonObject
        {
            ["id"] = own.AttachmentId,
            ["type"] = "ElasticNetworkInterface",
            ["status"] = task.LastStatus == "STOPPED" ? "DELETED" : task.HasNetwork ? "ATTACHED" : "PRECREATED",
            ["details"] = details,
        };

        static JsonObject Detail(string name, string value) => new() { ["name"] = name, ["value"] = value };
    }

    private static JsonObject Container(EcsTask task, TaskContainer container)
    {
        var json = new JsonObject
        {
            ["containerArn"] = container.Arn,
            ["taskArn"] = task.Arn,
            ["name"] = container.Name,
            ["lastStatus"] = container.LastStatus ?? (task.HasNetwork ? task.LastStatus : "PENDING"),
            ["networkInterfaces"] = task is { Interface: { } own, HasNetwork: true } ? new JsonArray(Interface(own)) : [],
            ["healthStatus"] = container.HealthStatus,
            ["cpu"] = "0",
        };
        if (container.Image is { } image) json["image"] = image;
        if (!task.HasNetwork) return json;
        json["runtimeId"] = $"{task.Id}-{container.Arn[^10..]}";
        json["networkBindings"] = new JsonArray([.. container.Bindings.Select(static binding => Binding(binding))]);
        return json;
    }

    private static JsonObject Interface(NetworkInterface own)
    {
        var json = new JsonObject { ["attachmentId"] = own.AttachmentId };
        if (own.Ipv4 is { } ipv4) json["privateIpv4Address"] = ipv4;
        if (own.Ipv6 is { } ipv6) json["ipv6Address"] = ipv6;
        return json;
    }

    private static JsonObject Binding(NetworkBinding binding)
    {
        var json = new JsonObject { ["bindIP"] = binding.BindIp, ["protocol"] = "tcp" };
        if (binding.IsRange) (json["containerPortRange"], json["hostPortRange"]) = (Range(binding.ContainerPort), Range(binding.HostPort));
        else (json["containerPort"], json["hostPort"]) = (binding.ContainerPort, binding.HostPort);
        return json;

        string Range(int first) => string.Create(CultureInfo.InvariantCulture, $"{first}-{first + binding.Count - 1}");
    }

    private static JsonObject Container(ContainerDefinition container)
    {
        var json = new JsonObject
        {
            ["name"] = container.Name,
            ["image"] = container.Image,
            ["cpu"] = 0,
            ["portMappings"] = new JsonArray([.. container.Ports.Select(static port => Mapping(port))]),
            ["essential"] = true,
            ["environment"] = new JsonArray([.. container.Environment.Select(static one => new JsonObject { ["name"] = one.Key, ["value"] = one.Value })]),
            ["mountPoints"] = new JsonArray(),
            ["volumesFrom"] = new JsonArray(),
        };
        if (container.DockerLabels.Count > 0) json["dockerLabels"] = new JsonObject(container.DockerLabels.Select(static label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value)));
        return json;
    }

    private static JsonObject Mapping(PortMapping port) => port.Range is { } range
        ? new JsonObject { ["containerPortRange"] = range, ["protocol"] = "tcp" }
        : new JsonObject { ["containerPort"] = port.ContainerPort, ["hostPort"] = port.HostPort, ["protocol"] = "tcp" };
}
