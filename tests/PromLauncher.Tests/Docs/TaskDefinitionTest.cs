using System.Diagnostics;
using System.Text.Json;

namespace PromLauncher.Tests.Docs;

/// <summary>ECS takes the task definitions and the service of the samples.</summary>
public sealed class TaskDefinitionTest
{
    private const string Aws = "/usr/bin/aws";

    private static readonly string Folder = Path.Combine(Repository.Root, "samples");

    public static TheoryData<string, string, string> Inputs =>
    [
        .. Directory.GetFiles(Folder, "ecs-*task-definition*.json").Select(static file => (Path.GetFileName(file), "RegisterTaskDefinition", "register-task-definition")),
        ("ecs-service.json", "CreateService", "create-service"),
    ];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void It_has_the_members_and_values_that_ECS_knows(string file, string operation, string command)
    {
        Assert.NotEqual("", command);
        using var model = new AwsModel("ecs/2014-11-13");
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file)));
        Assert.Empty(model.Faults(operation, document.RootElement));
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task The_client_of_AWS_accepts_it(string file, string operation, string command)
    {
        Assert.NotEqual("", operation);
        Assert.SkipUnless(File.Exists(Aws), "awscli is not installed");
        // Checks the input and prints a sample answer; nothing is sent.
        var start = new ProcessStartInfo(Aws, ["ecs", command, "--cli-input-json", "file://" + Path.Combine(Folder, file), "--generate-cli-skeleton", "output"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["AWS_ACCESS_KEY_ID"] = "none", ["AWS_SECRET_ACCESS_KEY"] = "none", ["AWS_REGION"] = "eu-west-1", ["AWS_EC2_METADATA_DISABLED"] = "true" },
        };
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var client = Process.Start(start)!;
        var (output, error) = (client.StandardOutput.ReadToEndAsync(late.Token), client.StandardError.ReadToEndAsync(late.Token));
        await client.WaitForExitAsync(late.Token);
        Assert.True(client.ExitCode == 0, await error + await output);
    }

    /// <summary>The two that stay are root's alone, as which ECS Exec runs `status` and `reload` for the process of another user.</summary>
    [Theory]
    [InlineData("ecs-task-definition.json", 2)]
    [InlineData("ecs-task-definition-firelens.json", 2)]
    [InlineData("ecs-task-definition-one-container.json", 1)]
    public void Our_containers_run_without_root_without_capabilities_and_on_a_read_only_root(string file, int count)
    {
        string[] byDefault = ["AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "NET_RAW", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"];
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file)));
        var ours = document.RootElement.GetProperty("containerDefinitions").EnumerateArray().Where(static one => one.GetProperty("image").GetString()!.Contains("/promlauncher-", StringComparison.Ordinal)).ToArray();
        Assert.Equal(count, ours.Length);
        foreach (var container in ours)
        {
            // The image for Prometheus has that user itself.
            Assert.Equal(container.GetProperty("name").GetString() == "discovery" ? "65534" : null, container.TryGetProperty("user", out var user) ? user.GetString() : null);
            Assert.True(container.GetProperty("readonlyRootFilesystem").GetBoolean());
            Assert.Equal(byDefault.Except(["DAC_OVERRIDE", "KILL"]), container.GetProperty("linuxParameters").GetProperty("capabilities").GetProperty("drop").EnumerateArray().Select(static one => one.GetString()!));
        }
    }

    [Theory]
    [InlineData("""{"family": "a", "containerDefinitions": [], "networkMode": "awsvcp"}""", "RegisterTaskDefinition.networkMode: \"awsvcp\" is none of")]
    [InlineData("""{"containerDefinitions": []}""", "RegisterTaskDefinition: family is missing")]
    [InlineData("""{"family": "a", "containerDefinitions": [{"stopTimeout": "60"}]}""", "RegisterTaskDefinition.containerDefinitions[0].stopTimeout: \"60\" is no integer")]
    [InlineData("""{"family": "a", "containerDefinitions": [{"readOnlyRoot": true}]}""", "RegisterTaskDefinition.containerDefinitions[0]: there is no readOnlyRoot")]
    public void What_is_wrong_is_found(string text, string fault)
    {
        using var model = new AwsModel("ecs/2014-11-13");
        using var document = JsonDocument.Parse(text);
        Assert.StartsWith(fault, Assert.Single(model.Faults("RegisterTaskDefinition", document.RootElement)), StringComparison.Ordinal);
    }
}
