using System.Text.Json;

namespace PromLauncher.Discovery.Ecs;

/// <summary>Reads clusters, services, container instances and failures. An entry without an ARN is null.</summary>
internal sealed class ResourceReader(TextPool pool)
{
    public EcsCluster? ReadCluster(ref Utf8JsonReader reader)
    {
        string? arn = null, name = null;
        Tag[] tags = [];
        while (JsonMembers.Next(ref reader))
        {
            if (reader.ValueTextEquals("clusterArn"u8)) arn = JsonMembers.Text(ref reader, pool);
            else if (reader.ValueTextEquals("clusterName"u8)) name = JsonMembers.Text(ref reader, pool);
            else if (reader.ValueTextEquals("tags"u8)) tags = JsonMembers.Tags(ref reader, pool);
            else JsonMembers.Skip(ref reader);
        }

        return arn is null ? null : new EcsCluster(arn, name ?? EcsArn.Name(arn), tags);
    }

    public EcsService? ReadService(ref Utf8JsonReader reader)
    {
        string? arn = null, name = null, status = null;
        Tag[] tags = [];
        while (JsonMembers.Next(ref reader))
        {
            if (reader.ValueTextEquals("serviceArn"u8)) arn = JsonMembers.Text(ref reader, pool);
            else if (reader.ValueTextEquals("serviceName"u8)) name = JsonMembers.Text(ref reader, pool);
            else if (reader.ValueTextEquals("status"u8)) status = JsonMembers.Text(ref reader, pool);
            else if (reader.ValueTextEquals("tags"u8)) tags = JsonMembers.Tags(ref reader, pool);
            else JsonMembers.Skip(ref reader);
        }

        return arn is null ? null : new EcsService(arn, name ?? EcsArn.Name(arn), status ?? "", tags);
    }

    public ContainerInstance? ReadInstance(ref Utf8JsonReader reader)
    {
        string? arn = null, instance = null;
        while (JsonMembers.Next(ref reader))
        {
            if (reader.ValueTextEquals("containerInstanceArn"u8)) arn = JsonMembers.Text(ref reader, pool);
            else if (reader.ValueTextEquals("ec2InstanceId"u8)) instance = JsonMembers.Text(ref reader, pool);
            else JsonMembers.Skip(ref reader);
        }

        return arn is null ? null : new ContainerInstance(arn, instance);
    }

    public static EcsFailure? ReadFailure(ref Utf8JsonReader reader)
    {
        string? arn = null, reason = null;
        while (JsonMembers.Next(ref reader))
        {
            if (reader.ValueTextEquals("arn"u8)) arn = JsonMembers.Text(ref reader);
            else if (reader.ValueTextEquals("reason"u8)) reason = JsonMembers.Text(ref reader);
            else JsonMembers.Skip(ref reader);
        }

        return new EcsFailure(arn ?? "", reason ?? "");
    }
}
