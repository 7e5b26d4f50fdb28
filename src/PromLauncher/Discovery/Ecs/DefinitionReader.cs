using System.Globalization;
using System.Text.Json;

namespace PromLauncher.Discovery.Ecs;

/// <summary>
/// Reads a task definition as DescribeTaskDefinition writes it. Environment variables, secrets' ARNs and commands are skipped unread.
/// </summary>
internal sealed class DefinitionReader(TextPool pool)
{
    /// <summary>Reads the response.</summary>
    /// <exception cref="JsonException">It contains no task definition.</exception>
    public TaskDefinition Read(ReadOnlyMemory<byte> body)
    {
        TaskDefinition? definition = null;
        var reader = JsonMembers.Open(body);
        while (JsonMembers.Next(ref reader))
        {
            if (reader.ValueTextEquals("taskDefinition"u8)) definition = ReadDefinition(ref reader);
            else JsonMembers.Skip(ref reader);
        }

        return definition is { Arn.Length: > 0 } ? definition : throw new JsonException("The response has no task definition.");
    }

    private TaskDefinition? ReadDefinition(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        var definition = new TaskDefinition { Arn = "" };
        while (JsonMembers.Next(ref reader))
        {
            if (reader.ValueTextEquals("taskDefinitionArn"u8)) definition = definition with { Arn = JsonMembers.Text(ref reader, pool) ?? "" };
            else if (reader.ValueTextEquals("family"u8)) definition = definition with { Family = JsonMembers.Text(ref reader, pool) ?? "" };
            else if (reader.ValueTextEquals("revision"u8))
                definition = definition with { Revision = JsonMembers.Number(ref reader)?.ToString(CultureInfo.InvariantCulture) ?? "" };
            else if (reader.ValueTextEquals("networkMode"u8)) definition = definition with { NetworkMode = JsonMembers.Text(ref reader, pool) };
            else if (reader.ValueTextEquals("containerDefinitions"u8)) definition = definition with { Containers = JsonMembers.Objects(ref reader, ReadContainer) };
            else JsonMembers.Skip(ref reader);
        }

        return definition;
    }

    private ContainerDefinition? ReadContainer(ref Utf8JsonReader reader)
    {
        string? name = null, image = null;
        KeyValuePair<string, string>[] labels = [];
        int[] ports = [];
        while (JsonMembers.Next(ref reader))
        {
            if (reader.ValueTextEquals("name"u8)) name = JsonMembers.Text(ref reader, pool);
            else if (reader.ValueTextEquals("image"u8)) image = JsonMembers.Text(ref reader, pool);
            else if (reader.ValueTextEquals("dockerLabels"u8)) labels = ReadLabels(ref reader);
            else if (reader.ValueTextEquals("portMappings"u8)) ports = [.. JsonMembers.Objects(ref reader, ReadMapping).SelectMany(static mapping => mapping)];
            else JsonMembers.Skip(ref reader);
        }

        return name is null ? null : new ContainerDefinition { Name = name, Image = image ?? "", Labels = labels, Ports = ports };
    }

    private KeyValuePair<string, string>[] ReadLabels(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return [];
        }

        var labels = new List<KeyValuePair<string, string>>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = pool.Get(ref reader);
            if (JsonMembers.Text(ref reader, pool) is { } value) labels.Add(new(name, value));
        }

        return [.. labels];
    }

    /// <summary>The ports of one mapping: a single one, or those of a range.</summary>
    private static int[]? ReadMapping(ref Utf8JsonReader reader)
    {
        int? port = null;
        string? range = null;
        while (JsonMembers.Next(ref reader))
        {
            if (reader.ValueTextEquals("containerPort"u8)) port = JsonMembers.Number(ref reader);
            else if (reader.ValueTextEquals("containerPortRange"u8)) range = JsonMembers.Text(ref reader);
            else JsonMembers.Skip(ref reader);
        }

        if (port is { } single) return [single];
        return range?.Split('-') is [var from, var to] && ushort.TryParse(from, out var first) && ushort.TryParse(to, out var last) && first <= last
            ? [.. Enumerable.Range(first, last - first + 1)]
            : null;
    }
}
