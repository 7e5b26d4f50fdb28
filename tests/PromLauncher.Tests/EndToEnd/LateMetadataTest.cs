using PromLauncher.LocalAws.Ecs;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>A container may be up before the endpoint that tells it its region.</summary>
[Trait("Category", "Native")]
public sealed class LateMetadataTest
{
    [Fact]
    public async Task Discovery_goes_on_until_the_task_metadata_answer()
    {
        await using var run = await CloudRun.CreateAsync("""{"Statement": [{"Effect": "Allow", "Action": "ecs:*", "Resource": "*"}]}""");
        run.Aws.Ecs.Create("prod").Start(new TaskDefinition { Family = "web", Containers = [new() { Name = "web", DockerLabels = new Dictionary<string, string> { ["PROMETHEUS_EXPORTER_PORT"] = "80" } }] });
        var task = run.Aws.Metadata.Task;
        run.Aws.Metadata.Task = null;
        var file = Path.Combine(run.Folder, "targets.yml");
        run.StartCommand(["discover", "--cluster", "prod", "--interval", "100ms", "--write-to", file]);
        run.Launcher.WaitFor(static line => line.Contains("can't be read", StringComparison.Ordinal));
        run.Aws.Metadata.Task = task;
        await Launched.UntilAsync(() => File.Exists(file), "nothing was found: " + run.Launcher.Output);
        run.Launcher.Signal(15);
        Assert.Equal(0, await run.Launcher.ExitAsync());
    }
}
