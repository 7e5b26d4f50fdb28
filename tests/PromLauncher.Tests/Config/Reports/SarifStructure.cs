using System.Text.Json;

namespace PromLauncher.Tests.Config.Reports;

/// <summary>
/// Holds a log to the part of SARIF 2.1.0's schema that it uses: which properties an object may and must have, their types and bounds
/// (sections 3.13 to 3.30 of the standard). Strict: a property that isn't listed here is a fault.
/// </summary>
internal static class SarifStructure
{
    private static readonly Dictionary<string, (string Name, string Type, bool Required)[]> Objects = new()
    {
        ["sarifLog"] = [("$schema", "uri", false), ("version", "=2.1.0", true), ("runs", "[run]", true)],
        ["run"] = [("tool", "tool", true), ("columnKind", "=utf16CodeUnits|unicodeCodePoints", false), ("results", "[result]", false)],
        ["tool"] = [("driver", "toolComponent", true)],
        ["toolComponent"] = [("name", "string", true), ("version", "string", false), ("rules", "[reportingDescriptor]", false)],
        ["reportingDescriptor"] = [("id", "string", true), ("shortDescription", "message", false), ("helpUri", "uri", false), ("defaultConfiguration", "reportingConfiguration", false)],
        ["reportingConfiguration"] = [("level", "=none|note|warning|error", false)],
        ["result"] = [("ruleId", "string", false), ("ruleIndex", ">=0", false), ("level", "=none|note|warning|error", false), ("message", "message", true), ("locations", "[location]", false)],
        ["message"] = [("text", "string", true)],
        ["location"] = [("physicalLocation", "physicalLocation", false)],
        ["physicalLocation"] = [("artifactLocation", "artifactLocation", true), ("region", "region", false)],
        ["artifactLocation"] = [("uri", "uri-reference", false)],
        ["region"] = [("startLine", ">=1", true), ("startColumn", ">=1", false), ("endLine", ">=1", false), ("endColumn", ">=1", false)],
    };

    /// <summary>Every fault, by path.</summary>
    public static List<string> Check(JsonElement log)
    {
        var faults = new List<string>();
        Check(log, "sarifLog", "$", faults);
        foreach (var run in log.GetProperty("runs").EnumerateArray()) CheckRuleReferences(run, faults);
        return faults;
    }

    private static void Check(JsonElement element, string type, string path, List<string> faults)
    {
        if (type[0] == '[')
        {
            if (element.ValueKind != JsonValueKind.Array) faults.Add($"{path} is no array");
            else foreach (var (item, index) in element.EnumerateArray().Select((item, index) => (item, index))) Check(item, type[1..^1], $"{path}[{index}]", faults);
        }
        else if (Objects.TryGetValue(type, out var properties))
        {
            CheckObject(element, properties, path, faults);
        }
        else if (type[0] == '>')
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt32(out var number) || number < type[2] - '0') faults.Add($"{path} is not {type}");
        }
        else if (element.ValueKind != JsonValueKind.String)
        {
            faults.Add($"{path} is no string");
        }
        else if (type[0] == '=' ? !type[1..].Split('|').Contains(element.GetString())
            : type is "uri" ? !Uri.IsWellFormedUriString(element.GetString(), UriKind.Absolute)
            : type is "uri-reference" && !Uri.IsWellFormedUriString(element.GetString(), UriKind.RelativeOrAbsolute))
        {
            faults.Add($"{path} is not {type}: {element.GetString()}");
        }
    }

    private static void CheckObject(JsonElement element, (string Name, string Type, bool Required)[] properties, string path, List<string> faults)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"{path} is no object");
            return;
        }

        foreach (var property in element.EnumerateObject())
        {
            var known = Array.Find(properties, p => p.Name == property.Name);
            if (known.Name is null) faults.Add($"{path} may not have {property.Name}");
            else Check(property.Value, known.Type, $"{path}.{property.Name}", faults);
        }

        faults.AddRange(properties.Where(p => p.Required && !element.TryGetProperty(p.Name, out _)).Select(p => $"{path} lacks {p.Name}"));
    }

    /// <summary>3.27.6: ruleIndex points to the descriptor whose id is ruleId.</summary>
    private static void CheckRuleReferences(JsonElement run, List<string> faults)
    {
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
        foreach (var result in run.GetProperty("results").EnumerateArray())
        {
            var index = result.GetProperty("ruleIndex").GetInt32();
            if (index >= rules.GetArrayLength() || rules[index].GetProperty("id").GetString() != result.GetProperty("ruleId").GetString()) faults.Add($"ruleIndex {index} points elsewhere");
        }
    }
}
