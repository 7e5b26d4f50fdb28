using System.Text.Json;
using PromLauncher.Discovery.Targets;

namespace PromLauncher.Discovery;

/// <summary>Discovery's part of the state file and of <c>/-/status</c>.</summary>
/// <param name="discoverer">The discoverer that it describes.</param>
public sealed class DiscoveryDocument(Discoverer discoverer)
{
    /// <summary>Writes the members.</summary>
    public void Write(Utf8JsonWriter json)
    {
        var status = discoverer.Status;
        json.WriteString("file", status.File);
        json.WriteNumber("interval_seconds", (long)Math.Ceiling(status.Interval.TotalSeconds));
        json.WriteStartObject("cycle");
        json.WriteNumber("count", status.Cycles);
        json.WriteNumber("failed", status.FailedCycles);
        Time(json, "last_sign", discoverer.Calls.LastEnd is { } call && !(status.LastCycle > call) ? call : status.LastCycle);
        Time(json, "last_ended", status.LastCycle);
        Time(json, "last_success", status.LastGoodCycle);
        json.WriteNumber("duration_seconds", Math.Round(status.LastDuration.TotalSeconds, 3));
        json.WriteEndObject();
        json.WriteNumber("targets", status.Targets.Count);
        Time(json, "last_write", status.LastWrite);
        if (status.WriteFailure is not null) json.WriteString("write_failure", status.WriteFailure);
        json.WriteStartObject("skipped");
        foreach (var (reason, count) in status.Skips) json.WriteNumber(reason.Name(), count);
        json.WriteEndObject();
        json.WriteStartArray("clusters");
        foreach (var cluster in status.Clusters)
        {
            json.WriteStartObject();
            json.WriteString("name", cluster.Name);
            json.WriteNumber("tasks", cluster.Tasks);
            json.WriteNumber("targets", cluster.Targets);
            Time(json, "last_success", cluster.LastGood);
            Time(json, "failing_since", cluster.FailingSince);
            if (cluster.Failure is not null) json.WriteString("failure", cluster.Failure);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Time(Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } time) json.WriteString(name, time);
    }
}
