using System.Globalization;
using System.Text;
using System.Text.Json;
using PromLauncher.Launch.Health;

namespace PromLauncher.Launch.Monitoring;

/// <summary><c>promlauncher status</c>: the state files of all launchers running here, as text or JSON.</summary>
public static class StatusReport
{
    /// <summary>The message when there is none.</summary>
    public const string NoLauncher = "no launcher is running here, or it runs as another user";

    /// <summary>Finds all launchers running here.</summary>
    /// <param name="json">
    /// One JSON object, its members named after the commands; where root sees several of one command, the second is <c>run-2</c>, and so on. False: text.
    /// </param>
    /// <param name="environment">The environment: <c>XDG_RUNTIME_DIR</c>.</param>
    /// <param name="time">The clock.</param>
    /// <returns>Null when none is running.</returns>
    public static string? Find(bool json, Func<string, string?> environment, TimeProvider time)
    {
        var launchers = RunningLauncher.Find(environment);
        if (launchers.Count == 0) return null;
        if (json) return Json(launchers);
        var text = new StringBuilder();
        foreach (var launcher in launchers)
        {
            text.Append("promlauncher ").Append(launcher.Command).Append('\n');
            Append(text, launcher.Document, "  ", time.GetUtcNow());
        }

        return text.ToString().TrimEnd('\n');
    }

    internal static string Json(IReadOnlyList<RunningLauncher> launchers)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            foreach (var (command, same) in launchers.GroupBy(static launcher => launcher.Command).Select(static group => (group.Key, group.Index())))
            {
                foreach (var (index, launcher) in same)
                {
                    writer.WritePropertyName(index == 0 ? command : string.Create(CultureInfo.InvariantCulture, $"{command}-{index + 1}"));
                    launcher.Document.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>One line per member, indented like YAML; timestamps with their age.</summary>
    private static void Append(StringBuilder text, JsonElement element, string indent, DateTimeOffset now, bool keepsNames = false)
    {
        foreach (var member in element.EnumerateObject())
        {
            text.Append(indent).Append(keepsNames ? member.Name : member.Name.Replace('_', ' ')).Append(':');
            switch (member.Value.ValueKind)
            {
                case JsonValueKind.Object:
                    text.Append('\n');
                    // Reasons for skipped containers are written as metrics and documentation name them.
                    Append(text, member.Value, indent + "  ", now, keepsNames: member.Name == "skipped");
                    break;
                case JsonValueKind.Array:
                    text.Append(member.Value.GetArrayLength() == 0 ? " none\n" : "\n");
                    foreach (var item in member.Value.EnumerateArray()) text.Append(indent).Append("  - ").AppendJoin(", ", Parts(item, now)).Append('\n');
                    break;
                default:
                    text.Append(' ').Append(Show(member.Value, now)).Append('\n');
                    break;
            }
        }
    }

    private static IEnumerable<string> Parts(JsonElement item, DateTimeOffset now) => item.ValueKind == JsonValueKind.Object
        ? item.EnumerateObject().Where(static member => member.Value.ValueKind != JsonValueKind.Null).Select(member => $"{member.Name}: {Show(member.Value, now)}")
        : [Show(item, now)];

    private static string Show(JsonElement value, DateTimeOffset now) => value.ValueKind switch
    {
        JsonValueKind.Null => "none",
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.String when value.GetString() is { Length: > 18 } text && text[10] == 'T' && value.TryGetDateTimeOffset(out var when) => Show(when, now),
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };

    private static string Show(DateTimeOffset when, DateTimeOffset now)
    {
        var age = when > now.AddSeconds(1)
            ? string.Create(CultureInfo.InvariantCulture, $"in {(long)(when - now).TotalSeconds} s")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (long)(now - when).TotalSeconds)} s ago");
        return string.Create(CultureInfo.InvariantCulture, $"{when.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC ({age})");
    }
}
