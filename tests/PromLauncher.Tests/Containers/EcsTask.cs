using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Images;
using Microsoft.Extensions.Logging.Abstractions;
using PromLauncher.LocalAws;
using PromLauncher.LocalAws.Metadata;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.Containers;

/// <summary>
/// What ECS makes of a task definition in awsvpc mode, on a Docker engine: containers with one network of their own, volumes between them, health checks,
/// a role. In that network, which reaches nothing outside, are a local AWS and a Prometheus that receives what is written; the latter is also the one
/// application of the cluster <c>prod</c>.
/// </summary>
internal sealed class EcsTask : IAsyncDisposable
{
    /// <summary>Where the local AWS answers within the task; as a receiver of remote writes without a login it has Apica Ascent's port.</summary>
    public const string Endpoint = "http://127.0.0.1:19291";

    private const string Receiver = "127.0.0.1:9191";

    private readonly Images _images;
    private readonly TestFolder _folder = new();
    private readonly string _id = "promlauncher-" + Guid.NewGuid().ToString("N")[..8];
    private readonly Dictionary<string, TaskContainer> _containers = [];
    private readonly HashSet<string> _volumes = [];
    private TaskContainer? _receiver;
    private HttpClient? _admin;

    private EcsTask(Images images) => _images = images;

    /// <summary>A container by its name.</summary>
    public TaskContainer this[string name] => _containers[name];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The task's network, and in it the receiver; there is no AWS yet.</summary>
    public static async Task<EcsTask> CreateAsync(Images images)
    {
        var task = new EcsTask(images);
        var image = await images.PrometheusAsync();
        task._folder.File("receiver/receiver.yml", "global: {}\n");
        File.SetUnixFileMode(Path.Combine(task._folder.Path, "receiver"), (UnixFileMode)0b111_101_101);
        var builder = new ContainerBuilder(image).WithImagePullPolicy(PullPolicy.Never).WithLogger(NullLogger.Instance)
            .WithEntrypoint("prometheus", "--config.file=/receiver/receiver.yml", "--storage.tsdb.path=/tmp/receiver", "--web.enable-remote-write-receiver", $"--web.listen-address={Receiver}")
            .WithBindMount(Path.Combine(task._folder.Path, "receiver"), "/receiver", AccessMode.ReadOnly)
            .WithCreateParameterModifier(static parameters => parameters.HostConfig!.NetworkMode = "none");
        task._receiver = await task.StartAsync("receiver", builder, TimeSpan.FromSeconds(10));
        await task._receiver.SaysAsync("ready to receive web requests");
        return task;
    }

    /// <summary>Starts the local AWS: a role with a policy, and one bucket <c>conf</c> in eu-west-1 with objects.</summary>
    public async Task StartAwsAsync(string policy, params (string Key, string Text)[] objects)
    {
        var control = Directory.CreateDirectory(Path.Combine(_folder.Path, "control")).FullName;
        var scenario = new JsonObject
        {
            ["taskRole"] = new JsonObject { ["arn"] = "arn:aws:iam::123456789012:role/task", ["policy"] = JsonNode.Parse(policy) },
            ["task"] = new JsonObject { ["cluster"] = "arn:aws:ecs:eu-west-1:123456789012:cluster/prod", ["availabilityZone"] = "eu-west-1b" },
            ["buckets"] = new JsonArray(new JsonObject
            {
                ["name"] = "conf",
                ["region"] = "eu-west-1",
                ["objects"] = new JsonObject(objects.Select(static one => KeyValuePair.Create(one.Key, (JsonNode?)one.Text))),
            }),
            ["clusters"] = JsonNode.Parse($$$"""
                [{"name": "prod", "tasks": [{"family": "app", "service": "app", "ipv4": "127.0.0.1", "containers": [
                  {"name": "web", "dockerLabels": {"PROMETHEUS_EXPORTER_PORT": "{{{Receiver.Split(':')[1]}}}", "PROMETHEUS_EXPORTER_PATH": "/metrics"}}, {"name": "sidecar"}]}]}]
                """),
            ["receiver"] = $"http://{Receiver}/api/v1/write",
        };
        await File.WriteAllTextAsync(Path.Combine(control, "aws.json"), scenario.ToJsonString(), Token);
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var builder = new ContainerBuilder(await _images.RuntimeAsync()).WithImagePullPolicy(PullPolicy.Never).WithLogger(NullLogger.Instance)
            .WithEntrypoint("/dotnet/dotnet", "/localaws/localaws.dll", "--listen", Endpoint.Split("//")[1], "--socket", "/control/socket", "--data", "/control/aws.json")
            .WithBindMount(dotnet, "/dotnet", AccessMode.ReadOnly).WithBindMount(AppContext.BaseDirectory, "/localaws", AccessMode.ReadOnly).WithBindMount(control, "/control")
            .WithCreateParameterModifier(parameters => (parameters.User, parameters.HostConfig!.NetworkMode) = ("0", $"container:{_receiver!.Id}"));
        var aws = await StartAsync("aws", builder, TimeSpan.FromSeconds(10));
        await aws.SaysAsync(Endpoint);
        _admin = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(control, "socket")), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        }) { BaseAddress = new Uri("http://localhost/_local/") };
    }

    /// <summary>Puts an object into the bucket.</summary>
    public async Task PutAsync(string key, string text) => (await _admin!.PutAsync($"objects/conf/{key}", new StringContent(text), Token)).EnsureSuccessStatusCode();

    /// <summary>From now on every call of every service is cut off.</summary>
    public async Task BreakAsync() => (await _admin!.PutAsync("faults", JsonContent.Create(new Fault { Kind = FaultKind.Reset }), Token)).EnsureSuccessStatusCode();

    /// <summary>From now on nothing goes wrong.</summary>
    public async Task MendAsync() => (await _admin!.DeleteAsync("faults", Token)).EnsureSuccessStatusCode();

    /// <summary>Every call that AWS has had.</summary>
    public async Task<Call[]> CallsAsync() => await _admin!.GetFromJsonAsync<Call[]>("calls", Token) ?? [];

    /// <summary>What the receiver has got: the samples of a query.</summary>
    public async Task<JsonArray> ReceivedAsync(string expression)
    {
        var (code, output) = await _receiver!.ExecAsync("promtool", "query", "instant", "-o", "json", $"http://{Receiver}", expression);
        Assert.True(code == 0, output);
        return JsonNode.Parse(output)!.AsArray();
    }

    /// <summary>Starts the containers of a task definition, in the order of their dependencies; those whose image isn't ours are left out.</summary>
    public async Task RunAsync(string definition, params (string Container, string Name, string Value)[] more)
    {
        var containers = JsonNode.Parse(definition)!["containerDefinitions"]!.AsArray().Select(static one => one!).ToList();
        var all = containers.Select(static one => one["name"]!.GetValue<string>()).ToHashSet();
        while (containers.Count > 0)
        {
            var next = containers.First(one => Items(one, "dependsOn").All(other => !containers.Exists(waiting => waiting["name"]!.ToString() == other["containerName"]!.ToString() && all.Contains(waiting["name"]!.ToString()))));
            containers.Remove(next);
            await StartAsync(next, more);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _admin?.Dispose();
        foreach (var container in _containers.Values.Reverse()) await container.DisposeAsync();
        if (_volumes.Count > 0) await Docker.RunAsync(["volume", "rm", "--force", .. _volumes]);
        _folder.Dispose();
    }

    /// <summary>A volume's name on the engine, for who looks into it.</summary>
    public string Volume(string name)
    {
        _volumes.Add($"{_id}-{name}");
        return $"{_id}-{name}";
    }

    private static IEnumerable<JsonNode> Items(JsonNode owner, string name) => (owner[name] as JsonArray ?? []).Select(static one => one!);

    private static List<string> Texts(JsonNode owner, string name) => [.. Items(owner, name).Select(static one => one.GetValue<string>())];

    private async Task StartAsync(JsonNode definition, (string Container, string Name, string Value)[] more)
    {
        var name = definition["name"]!.GetValue<string>();
        if (await _images.InPlaceOfAsync(definition["image"]!.GetValue<string>()) is not { } image) return;
        var builder = new ContainerBuilder(image).WithImagePullPolicy(PullPolicy.Never).WithLogger(NullLogger.Instance)
            .WithEnvironment("AWS_CONTAINER_CREDENTIALS_FULL_URI", Endpoint + ContainerCredentialsEndpoint.Path)
            .WithEnvironment("ECS_CONTAINER_METADATA_URI_V4", Endpoint + "/v4/158d1c8083dd49d6b527399fd6414f5c-2495160603")
            .WithEnvironment("AWS_ENDPOINT_URL", Endpoint)
            .WithEnvironment("AWS_EC2_METADATA_DISABLED", "true");
        foreach (var variable in Items(definition, "environment")) builder = builder.WithEnvironment(variable["name"]!.GetValue<string>(), variable["value"]!.GetValue<string>());
        foreach (var variable in more.Where(one => one.Container == name)) builder = builder.WithEnvironment(variable.Name, variable.Value);
        foreach (var mount in Items(definition, "mountPoints"))
        {
            var mode = mount["readOnly"]?.GetValue<bool>() == true ? AccessMode.ReadOnly : AccessMode.ReadWrite;
            builder = builder.WithVolumeMount(Volume(mount["sourceVolume"]!.GetValue<string>()), mount["containerPath"]!.GetValue<string>(), mode);
        }

        builder = builder.WithCreateParameterModifier(parameters =>
        {
            if (Texts(definition, "command") is { Count: > 0 } command) parameters.Cmd = command;
            if (Texts(definition, "entryPoint") is { Count: > 0 } entryPoint) parameters.Entrypoint = entryPoint;
            if (definition["user"]?.GetValue<string>() is { } user) parameters.User = user;
            parameters.HostConfig!.NetworkMode = $"container:{_receiver!.Id}";
            parameters.HostConfig.ReadonlyRootfs = definition["readonlyRootFilesystem"]?.GetValue<bool>() == true;
            if (definition["linuxParameters"]?["capabilities"] is { } capabilities) parameters.HostConfig.CapDrop = Texts(capabilities, "drop");
            // Asked every second instead of twice a minute, and with the patience that a loaded machine wants.
            if (definition["healthCheck"] is { } check)
                parameters.Healthcheck = new HealthcheckConfig { Test = Texts(check, "command"), Retries = check["retries"]!.GetValue<int>(), Interval = TimeSpan.FromSeconds(1), Timeout = TimeSpan.FromSeconds(60) };
        });
        await StartAsync(name, builder, TimeSpan.FromSeconds(definition["stopTimeout"]?.GetValue<int>() ?? 30));
    }

    private async Task<TaskContainer> StartAsync(string name, ContainerBuilder builder, TimeSpan stopTimeout)
    {
        var container = new TaskContainer(name, builder.Build(), stopTimeout);
        _containers.Add(name, container);
        await container.StartAsync();
        return container;
    }
}
