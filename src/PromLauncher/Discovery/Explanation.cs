using System.Buffers;
using System.Text;
using System.Text.Json;
using PromLauncher.Discovery.Targets;

namespace PromLauncher.Discovery;

/// <summary>The output of <c>--explain</c>: every container seen, and whether it is a target.</summary>
public static class Explanation
{
    private static readonly string[] Columns = ["CLUSTER", "SERVICE", "TASK", "DEFINITION", "CONTAINER", "VERDICT", "ADDRESS OR REASON"];

    /// <summary>As a table.</summary>
    public static string Table(IReadOnlyList<Verdict> verdicts)
    {
        List<string[]> rows = [Columns, .. verdicts.Select(static verdict => (string[])
        [
            verdict.Cluster, verdict.Service, Ecs.EcsArn.Name(verdict.TaskArn), verdict.Definition, verdict.Container,
            verdict.Address is null ? "skipped" : "target", verdict.Address is null ? verdict.Text : verdict.Text.Length == 0 ? verdict.Address : $"{verdict.Address} ({verdict.Text})",
        ])];
        var widths = Enumerable.Range(0, Columns.Length - 1).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            for (var column = 0; column < widths.Length; column++) text.Append((row[column].Length == 0 ? "-" : row[column]).PadRight(widths[column] + 2));
            text.Append(row[^1]).Append('\n');
        }

        var targets = verdicts.Count(static verdict => verdict.Address is not null);
        text.Append('\n').Append(System.Globalization.CultureInfo.InvariantCulture, $"{targets} targets");
        foreach (var reason in verdicts.Where(static verdict => verdict.Reason is not null).GroupBy(static verdict => verdict.Reason!.Value).OrderByDescending(static group => group.Count()))
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $", {reason.Count()} skipped: {reason.Key.Text()}");
        return text.Append('\n').ToString();
    }

    /// <summary>As JSON.</summary>
    public static string Json(IReadOnlyList<Verdict> verdicts)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartArray();
            foreach (var verdict in verdicts)
            {
                json.WriteStartObject();
                json.WriteString("cluster", verdict.Cluster);
                json.WriteString("service", verdict.Service);
                json.WriteString("task_arn", verdict.TaskArn);
                json.WriteString("task_definition", verdict.Definition);
                json.WriteString("container", verdict.Container);
                json.WriteString("verdict", verdict.Address is null ? "skipped" : "target");
                if (verdict.Address is not null) json.WriteString("address", verdict.Address);
                if (verdict.Reason is { } reason) json.WriteString("reason", reason.Name());
                if (verdict.Text.Length > 0) json.WriteString("text", verdict.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(output.WrittenSpan) + "\n";
    }
}
