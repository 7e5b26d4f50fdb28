using System.Formats.Tar;
using System.Text.Json.Nodes;

namespace PromLauncher.Tests.Containers;

/// <summary>Whoever owns a volume, and as whomever a container runs: either it works, or the log says what to do.</summary>
[Trait("Category", "Containers")]
public sealed class VolumeTest(Images images) : IAsyncLifetime
{
    private const string Policy = """{"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "ecs:List*", "ecs:Describe*"], "Resource": "*"}]}""";

    private EcsTask _task = null!;

    public async ValueTask InitializeAsync()
    {
        _task = await EcsTask.CreateAsync(images);
        await _task.StartAwsAsync(Policy, ("prometheus.yml", "scrape_configs: []\n"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_task is not null) await _task.DisposeAsync();
    }

    [Theory]
    // Fresh: it gets the image's folder with its mode; root's: what Fargate mounts where the image has no such folder; foreign: as another container left it.
    [InlineData("fresh", "/output", null, 0)]
    [InlineData("fresh", "/output", "12345:12345", 0)]
    [InlineData("fresh", "/elsewhere", null, 0)]
    [InlineData("root", "/output", null, 0)]
    [InlineData("root", "/output", "12345:12345", 73)]
    [InlineData("foreign", "/output", null, 0)]
    [InlineData("foreign", "/output", "1001:1001", 0)]
    [InlineData("foreign", "/output", "12345:12345", 73)]
    public async Task Discovery_writes_or_says_why_it_can_not(string volume, string path, string? user, int code)
    {
        if (volume != "fresh") await OwnAsync("targets", volume == "root" ? 0 : 1001);
        await _task.RunAsync(Definition("discovery", user, path, [$"-config.write-to={path}/ecs_file_sd.yml", "-config.cluster=prod", "-config.scrape-times=1"]));
        Assert.True(await _task["discovery"].ExitAsync() == code, await _task["discovery"].LogAsync());
        if (code != 0) Assert.Contains("help=", await _task["discovery"].LogAsync(), StringComparison.Ordinal);
        else Assert.Contains("127.0.0.1:9191", await _task["discovery"].ReadAsync($"{path}/ecs_file_sd.yml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prometheus_runs_as_any_user_where_its_storage_is_that_users()
    {
        await OwnAsync("data", 12345);
        await _task.RunAsync(Definition("prometheus", "12345:12345", "/data", ["--storage.tsdb.path=/data"], "data"));
        await _task["prometheus"].SaysAsync("Prometheus is ready");
        // The image's state dir is another user's.
        Assert.Contains("dir=/tmp/promlauncher-12345", await _task["prometheus"].LogAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await _task["prometheus"].StopAsync());
    }

    [Fact]
    public async Task A_storage_path_that_an_older_image_left_behind_is_reported_with_owner_and_fix()
    {
        await OwnAsync("data", 1001);
        await _task.RunAsync(Definition("prometheus", null, "/prometheus", ["--storage.tsdb.path=/prometheus"], "data"));
        Assert.NotEqual(0, await _task["prometheus"].ExitAsync());
        var told = (await _task["prometheus"].LogAsync()).Split('\n').Single(static line => line.Contains("/prometheus", StringComparison.Ordinal) && line.Contains("help=", StringComparison.Ordinal));
        Assert.Contains("65534", told, StringComparison.Ordinal);
        Assert.Contains("1001", told, StringComparison.Ordinal);
    }

    private static string Definition(string name, string? user, string path, string[] command, string volume = "targets") => new JsonObject
    {
        ["containerDefinitions"] = new JsonArray(new JsonObject
        {
            ["name"] = name,
            ["image"] = "promlauncher-" + name,
            ["user"] = user,
            ["command"] = new JsonArray([.. command.Select(static word => (JsonNode)word)]),
            ["environment"] = new JsonArray(new JsonObject { ["name"] = "S3_CONFIG_LOCATION", ["value"] = "s3://conf/prometheus.yml" }),
            ["mountPoints"] = new JsonArray(new JsonObject { ["sourceVolume"] = volume, ["containerPath"] = path }),
            ["readonlyRootFilesystem"] = true,
        }),
    }.ToJsonString();

    /// <summary>A volume that is an owner's alone, with something in it: the engine copies nothing of an image into such a one.</summary>
    private async Task OwnAsync(string volume, int owner)
    {
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            foreach (var folder in (string[])["v/", "v/old/"])
                await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, folder) { Uid = owner, Gid = owner, Mode = (UnixFileMode)0b111_101_101 }, TestContext.Current.CancellationToken);
        }

        var container = (await Docker.RunAsync("create", "--volume", $"{_task.Volume(volume)}:/v", await images.RuntimeAsync(), "none")).Trim();
        await Docker.FeedAsync(tar.ToArray(), "cp", "--archive", "-", $"{container}:/");
        await Docker.RunAsync("rm", container);
    }
}
