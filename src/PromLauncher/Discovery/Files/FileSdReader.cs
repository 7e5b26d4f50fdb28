using System.Text.Json;
using PromLauncher.Config.Document;
using PromLauncher.Discovery.Ecs;
using PromLauncher.Discovery.Targets;

namespace PromLauncher.Discovery.Files;

/// <summary>
/// Reads a target file written by us or by prometheus-ecs-discovery: one in which every group names its task. Any other file is not used at all.
/// </summary>
public static class FileSdReader
{
    /// <summary>The largest file not in our own layout that is read: parsing it takes about thirty times its size in memory.</summary>
    private const int LargestForeign = 1 << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="format">Its format.</param>
    /// <param name="content">Its content.</param>
    /// <param name="problem">Why it is not used, or null.</param>
    /// <returns>Its targets, or null when it is not one of ours or can't be read.</returns>
    public static IReadOnlyList<Target>? Read(FileSdFormat format, ReadOnlyMemory<byte> content, out string? problem)
    {
        problem = null;
        var groups = format == FileSdFormat.Json ? ReadJson(content.Span) : OwnYaml.Read(content.Span) ?? (content.Length <= LargestForeign ? ReadYaml(content) : null);
        if (groups is null)
        {
            problem = "it is not a list of targets";
            return null;
        }

        var targets = new List<Target>(groups.Count);
        foreach (var (addresses, labels) in groups)
        {
            var task = Find(labels, StandardLabels.TaskArn) ?? Find(labels, ObserverLabels.Source);
            if (task is null || !task.StartsWith("arn:", StringComparison.Ordinal))
            {
                problem = "a group in it has no task_arn label";
                return null;
            }

            foreach (var address in addresses) targets.Add(Make(address, labels, task));
        }

        return targets;
    }

    private static Target Make(string address, KeyValuePair<string, string>[] labels, string task)
    {
        var group = Find(labels, StandardLabels.TaskGroup) ?? Find(labels, "__meta_ecs_task_group");
        return new Target
        {
            Address = address,
            Labels = labels,
            TaskArn = task,
            Container = Find(labels, StandardLabels.ContainerName) ?? Find(labels, "__meta_ecs_container_name") ?? "",
            Service = group is not null && group.StartsWith("service:", StringComparison.Ordinal) ? group[8..] : null,
            Family = Find(labels, StandardLabels.TaskName) ?? Find(labels, "__meta_ecs_task_definition_family") ?? "",
            ClusterArn = Find(labels, StandardLabels.ClusterArn) ?? EcsArn.ClusterOfTask(task) ?? Find(labels, "__meta_ecs_cluster_name") ?? "",
        };
    }

    private static string? Find(KeyValuePair<string, string>[] labels, string name)
    {
        foreach (var (key, value) in labels)
        {
            if (key == name && value.Length > 0) return value;
        }

        return null;
    }

    private static List<FileGroup>? ReadYaml(ReadOnlyMemory<byte> content)
    {
        var document = YamlDocument.Parse("targets", content);
        if (document.IsBroken || document.Root?.Resolve() is not SequenceNode list) return null;
        var groups = new List<FileGroup>();
        foreach (var item in list.Items)
        {
            if (item.Resolve() is not MappingNode group || group.Find("targets")?.Resolve() is not SequenceNode targets) return null;
            var labels = (group.Find("labels")?.Resolve() as MappingNode)?.Entries ?? [];
            groups.Add(new FileGroup([.. targets.Items.Select(Text)], [.. labels.Select(static label => KeyValuePair.Create(Text(label.Key), Text(label.Value)))]));
        }

        return groups;

        static string Text(Node node) => (node.Resolve() as ScalarNode)?.Value ?? "";
    }

    private static List<FileGroup>? ReadJson(ReadOnlySpan<byte> content)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var groups = new List<FileGroup>();
        try
        {
            var reader = new Utf8JsonReader(content);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject) groups.Add(ReadGroup(ref reader, names));
            return reader.TokenType == JsonTokenType.EndArray ? groups : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static FileGroup ReadGroup(ref Utf8JsonReader reader, HashSet<string> names)
    {
        List<string> targets = [];
        List<KeyValuePair<string, string>> labels = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isTargets = reader.ValueTextEquals("targets"u8);
            var isLabels = reader.ValueTextEquals("labels"u8);
            reader.Read();
            if (isTargets)
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.String) targets.Add(reader.GetString()!);
            }
            else if (isLabels)
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var name = reader.GetString()!;
                    if (names.TryGetValue(name, out var known)) name = known;
                    else names.Add(name);
                    reader.Read();
                    labels.Add(new(name, reader.GetString()!));
                }
            }
            else
            {
                reader.Skip();
            }
        }

        return new FileGroup(targets, [.. labels]);
    }
}
