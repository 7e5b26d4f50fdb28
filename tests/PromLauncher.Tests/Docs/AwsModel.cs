using System.Text.Json;

namespace PromLauncher.Tests.Docs;

/// <summary>What an operation of AWS takes, by the service model that Debian's awscli ships: stricter than the client, which lets any enum value pass.</summary>
internal sealed class AwsModel : IDisposable
{
    private const string Models = "/usr/lib/python3/dist-packages/awscli/botocore/data";

    private readonly JsonDocument _document;

    /// <summary>Reads a model, such as <c>ecs/2014-11-13</c>.</summary>
    public AwsModel(string service)
    {
        var file = Path.Combine(Models, service, "service-2.json");
        Assert.SkipUnless(File.Exists(file), "awscli is not installed");
        _document = JsonDocument.Parse(File.ReadAllText(file));
    }

    public void Dispose() => _document.Dispose();

    /// <summary>All that is wrong with the input of an operation, each with its path.</summary>
    public IReadOnlyList<string> Faults(string operation, JsonElement input)
    {
        var faults = new List<string>();
        Check(_document.RootElement.GetProperty("operations").GetProperty(operation).GetProperty("input").GetProperty("shape").GetString()!, input, operation, faults);
        return faults;
    }

    private void Check(string shape, JsonElement value, string at, List<string> faults)
    {
        var definition = _document.RootElement.GetProperty("shapes").GetProperty(shape);
        var type = definition.GetProperty("type").GetString();
        var fits = (type, value.ValueKind) switch
        {
            ("structure" or "map", JsonValueKind.Object) => true,
            ("list", JsonValueKind.Array) => true,
            ("string", JsonValueKind.String) => true,
            ("integer" or "long" or "double" or "float", JsonValueKind.Number) => true,
            ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
            _ => false,
        };
        if (!fits) faults.Add($"{at}: {value.GetRawText()} is no {type}");
        else if (type == "structure") CheckMembers(definition, value, at, faults);
        else if (type == "map") foreach (var member in value.EnumerateObject()) Check(Shape(definition, "value"), member.Value, $"{at}.{member.Name}", faults);
        else if (type == "list") foreach (var (index, item) in value.EnumerateArray().Index()) Check(Shape(definition, "member"), item, $"{at}[{index}]", faults);
        else if (definition.TryGetProperty("enum", out var values) && !values.EnumerateArray().Any(one => one.GetString() == value.GetString())) faults.Add($"{at}: {value.GetRawText()} is none of {values.GetRawText()}");
    }

    private void CheckMembers(JsonElement definition, JsonElement value, string at, List<string> faults)
    {
        if (definition.TryGetProperty("required", out var required))
            faults.AddRange(required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{at}: {name} is missing"));
        var members = definition.GetProperty("members");
        foreach (var member in value.EnumerateObject())
        {
            if (members.TryGetProperty(member.Name, out var known)) Check(known.GetProperty("shape").GetString()!, member.Value, $"{at}.{member.Name}", faults);
            else faults.Add($"{at}: there is no {member.Name}");
        }
    }

    private static string Shape(JsonElement definition, string name) => definition.GetProperty(name).GetProperty("shape").GetString()!;
}
