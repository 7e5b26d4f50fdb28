using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PromLauncher.Tests.Docs;

/// <summary>Terraform's and CloudFormation's versions say what the JSON samples say.</summary>
public sealed partial class InfrastructureTest(LintTools lint) : IClassFixture<LintTools>
{
    /// <summary>What stands in the JSON samples where the others have variables.</summary>
    private readonly Dictionary<string, JsonNode> _values = new()
    {
        ["var.region"] = "eu-west-1",
        ["var.account_id"] = "123456789012",
        ["var.cluster"] = "CLUSTER",
        ["var.bucket"] = "BUCKET",
        ["var.workspace_id"] = "ws-EXAMPLE",
        ["var.registry"] = "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
        ["var.image_tag"] = "0.1.0",
        ["data.aws_partition.current.partition"] = "aws",
        ["AWS::Partition"] = "aws",
        ["AWS::Region"] = "eu-west-1",
        ["AWS::AccountId"] = "123456789012",
        ["Cluster"] = "CLUSTER",
        ["Bucket"] = "BUCKET",
        ["WorkspaceId"] = "ws-EXAMPLE",
        ["Registry"] = "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
        ["ImageTag"] = "0.1.0",
        ["AWS::NoValue"] = "AWS::NoValue",
        ["Subnets"] = new JsonArray("subnet-EXAMPLE1", "subnet-EXAMPLE2"),
        ["SecurityGroups"] = new JsonArray("sg-EXAMPLE"),
        ["TaskDefinition"] = "prometheus",
        ["LogGroup"] = "/ecs/prometheus",
        ["ExecutionRole.Arn"] = "arn:aws:iam::123456789012:role/prometheus-execution",
        ["TaskRole.Arn"] = "arn:aws:iam::123456789012:role/prometheus-task",
    };

    /// <summary>Which way the template's one condition goes.</summary>
    private bool _withExec;

    [Fact]
    public async Task CloudFormation_knows_every_property()
    {
        var (code, output) = await lint.RunAsync("cloudformation", "samples/cloudformation.yml");
        Assert.True(code == 0, output);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CloudFormation_makes_the_task_the_service_and_the_roles_of_the_samples(bool withExec)
    {
        _withExec = withExec;
        var template = await ReadAsync("cloudformation", "samples/cloudformation.yml", "--json");
        Assert.Equal("false", (string?)template["Parameters"]!["EnableExecuteCommand"]!["Default"]);
        var resources = template["Resources"]!;
        Same(Sample("ecs-task-definition.json", withExec), Lower(Resolve(resources["TaskDefinition"]!["Properties"]!)));
        Same(Sample("ecs-service.json", withExec), Lower(Resolve(resources["Service"]!["Properties"]!)));
        var role = Resolve(resources["TaskRole"]!["Properties"]!);
        Same(Sample("iam-trust-policy.json"), role["AssumeRolePolicyDocument"]!);
        Same(Sample("iam-trust-policy.json"), Resolve(resources["ExecutionRole"]!["Properties"]!)["AssumeRolePolicyDocument"]!);
        Same(AlwaysNeeded(), role["Policies"]![0]!["PolicyDocument"]!["Statement"]!);
        if (withExec) Same(Sample("iam-ecs-exec-policy.json"), role["Policies"]![1]!["PolicyDocument"]!);
        else Assert.Equal("AWS::NoValue", (string?)role["Policies"]![1]);
    }

    [Fact]
    public async Task The_page_gives_CloudFormation_each_parameter_that_has_no_default()
    {
        var template = await ReadAsync("cloudformation", "samples/cloudformation.yml", "--json");
        var wanted = template["Parameters"]!.AsObject().Where(static one => one.Value!["Default"] is null).Select(static one => one.Key);
        var command = Assert.Single(PageCommands.All(), static one => one.Command.StartsWith("aws cloudformation deploy ", StringComparison.Ordinal)).Command;
        Assert.Equal(wanted.Order(), command.Split(" --parameter-overrides ")[1].Split(' ').Select(static one => one.Split('=')[0]).Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Terraform_makes_the_task_the_service_and_the_roles_of_the_samples(bool withExec)
    {
        var module = await ReadAsync("terraform", "samples/terraform");
        var locals = module["locals"]![0]!;
        foreach (var name in (string[])["partition", "arn", "remote_write_url", "linux_parameters"]) _values["local." + name] = Resolve(locals[name]!);
        Assert.Equal("${!var.enable_execute_command}", (string?)locals["read_only_root"]);
        _values["local.read_only_root"] = !withExec;
        Assert.False((bool)module["variable"]!["enable_execute_command"]![0]!["default"]!);
        var sample = Sample("ecs-task-definition.json", withExec);
        Same(sample["containerDefinitions"]!, Resolve(locals["containers"]!));
        Same(AlwaysNeeded(), Resolve(locals["task_role_statements"]!));

        var task = module["resource"]!["aws_ecs_task_definition"]!["prometheus"]![0]!;
        foreach (var (own, theirs) in (ReadOnlySpan<(string, string)>)[("family", "family"), ("network_mode", "networkMode"), ("cpu", "cpu"), ("memory", "memory"), ("requires_compatibilities", "requiresCompatibilities")])
            Same(sample[theirs]!, task[own]!);
        Assert.Equal("${jsonencode(local.containers)}", (string?)task["container_definitions"]);
        Same(new JsonArray([.. sample["volumes"]!.AsArray().Select(static volume => volume!["name"]!.DeepClone())]), task["dynamic"]!["volume"]![0]!["for_each"]!);

        var service = module["resource"]!["aws_ecs_service"]!["prometheus"]![0]!;
        Assert.Equal((0, 100), ((int)service["deployment_minimum_healthy_percent"]!, (int)service["deployment_maximum_percent"]!));
        Assert.Equal("${var.enable_execute_command}", (string?)service["enable_execute_command"]);
        var needed = module["resource"]!.AsObject().Where(static one => one.Key is "aws_cloudwatch_log_group" or "aws_iam_role_policy" or "aws_iam_role_policy_attachment")
            .SelectMany(static one => one.Value!.AsObject().Select(resource => $"${{{one.Key}.{resource.Key}}}"));
        Assert.Equal(needed.Order(), service["depends_on"]!.AsArray().Select(static one => (string)one!).Order());
    }

    [Fact]
    public async Task Terraform_uses_each_variable_that_it_declares_and_no_other()
    {
        var module = await ReadAsync("terraform", "samples/terraform");
        var declared = module["variable"]!.AsObject().Select(static one => one.Key);
        var text = string.Concat(Directory.GetFiles(Path.Combine(Repository.Root, "samples", "terraform"), "*.tf").Select(File.ReadAllText));
        Assert.Equal(declared.Order(), Variable().Matches(text).Select(static match => match.Groups[1].Value).Distinct().Order());
        var locals = module["locals"]![0]!.AsObject().Select(static one => one.Key);
        Assert.Equal(["aws_partition"], module["data"]!.AsObject().Select(static one => one.Key));
        Assert.Equal(locals.Order(), Local().Matches(text).Select(static match => match.Groups[1].Value).Distinct().Order());
    }

    [Theory]
    [InlineData("cloudformation.yml")]
    [InlineData("terraform/main.tf")]
    public void Its_resources_are_named_in_the_partition_that_it_is_used_in(string file) =>
        Assert.DoesNotContain("arn:aws:", File.ReadAllText(Path.Combine(Repository.Root, "samples", file)), StringComparison.Ordinal);

    /// <summary>A sample as it stands, or with what ECS Exec needs: the switch, and roots that can be written.</summary>
    private static JsonNode Sample(string name, bool withExec = false)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "samples", name));
        if (withExec) text = text.Replace("\"enableExecuteCommand\": false", "\"enableExecuteCommand\": true", StringComparison.Ordinal).Replace("\"readonlyRootFilesystem\": true", "\"readonlyRootFilesystem\": false", StringComparison.Ordinal);
        return JsonNode.Parse(text)!;
    }

    /// <summary>The statements of the task role's policy that hold for everybody.</summary>
    private static JsonArray AlwaysNeeded() =>
        [.. Sample("iam-task-role-policy.json")["Statement"]!.AsArray().Where(static one => !((string)one!["Sid"]!).StartsWith("OnlyWith", StringComparison.Ordinal)).Select(static one => one!.DeepClone())];

    private static void Same(JsonNode expected, JsonNode actual) => Assert.True(JsonNode.DeepEquals(expected, actual), $"expected {expected.ToJsonString()}\nbut found {actual.ToJsonString()}");

    private async Task<JsonNode> ReadAsync(params string[] words)
    {
        var (code, output) = await lint.RunAsync(words);
        Assert.True(code == 0, output);
        return JsonNode.Parse(output)!;
    }

    /// <summary>Puts values in the place of variables, of `!Ref`, `!Sub`, `!GetAtt` and `!If`.</summary>
    private JsonNode Resolve(JsonNode node) => node switch
    {
        JsonObject { Count: 1 } one when one["Ref"] is { } name => _values[(string)name!].DeepClone(),
        JsonObject { Count: 1 } one when one["Fn::GetAtt"] is JsonArray path => _values[string.Join('.', path.Select(static word => (string)word!))].DeepClone(),
        JsonObject { Count: 1 } one when one["Fn::If"] is JsonArray choice => Resolve(choice[_withExec ? 1 : 2]!),
        JsonObject { Count: 1 } one when one["Fn::Sub"] is { } text => Substitute((string)text!),
        JsonObject all => new JsonObject(all.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)Resolve(one.Value!)))),
        JsonArray all => new JsonArray([.. all.Select(one => Resolve(one!))]),
        JsonValue value when value.TryGetValue(out string? text) => Placeholder().Match(text) is { Success: true } all && all.Length == text.Length ? _values[all.Groups[1].Value].DeepClone() : Substitute(text),
        _ => node.DeepClone(),
    };

    private string Substitute(string text) => Placeholder().Replace(text, match => (string)_values[match.Groups[1].Value]!);

    /// <summary>CloudFormation's names as ECS's own API has them: `Name` is `name`.</summary>
    private static JsonNode Lower(JsonNode node) => node switch
    {
        JsonObject all => new JsonObject(all.Select(static one => KeyValuePair.Create(char.ToLowerInvariant(one.Key[0]) + one.Key[1..], (JsonNode?)Lower(one.Value!)))),
        JsonArray all => new JsonArray([.. all.Select(static one => Lower(one!))]),
        _ => node.DeepClone(),
    };

    [GeneratedRegex(@"\$\{([A-Za-z_:.]+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\bvar\.([a-z_]+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\blocal\.([a-z_]+)")]
    private static partial Regex Local();
}
