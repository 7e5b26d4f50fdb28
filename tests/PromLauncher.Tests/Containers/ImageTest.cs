using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Images;
using PromLauncher.LocalAws;
using PromLauncher.LocalAws.Ecs;
using PromLauncher.LocalAws.Identity;
using PromLauncher.LocalAws.Metadata;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.Containers;

/// <summary>The images as an ECS task runs them: volumes, users, health, a stop; on a real Docker engine, against the local AWS.</summary>
[Trait("Category", "Containers")]
public sealed class ImageTest(Images images) : IClassFixture<Images>, IAsyncLifetime
{
    private const string Policy = """{"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "ecs:List*", "ecs:Describe*"], "Resource": "*"}]}""";

    private readonly TestFolder _folder = new();
    private readonly List<IContainer> _containers = [];
    private LocalAwsServer _aws = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(images.Missing is not null, images.Missing ?? "");
        _aws = await LocalAwsServer.StartAsync();
        _aws.Credentials.Role = _aws.Principals.Add(new Role { Arn = "arn:aws:iam::123456789012:role/task", Policy = PromLauncher.LocalAws.Identity.Policy.Parse(Policy) });
        _aws.S3.Create("conf", "eu-west-1");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var container in _containers) await container.DisposeAsync();
        if (_aws is not null) await _aws.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Prometheus_starts_from_S3_on_a_read_only_root_becomes_healthy_and_ends_cleanly()
    {
        var (port, listen) = (FreePort(), FreePort());
        _aws.S3.Create("conf").Put("prometheus.yml", "global: {external_labels: {cluster: '${ecs:cluster}'}}\nscrape_configs: [{job_name: a, static_configs: [{targets: ['127.0.0.1:1']}]}]\n");
        var container = await StartAsync(
            images.Prometheus,
            ["--storage.tsdb.path=/prometheus", Invariant($"--web.listen-address=127.0.0.1:{port}")],
            user: null,
            isReadOnly: true,
            mounts: [],
            ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"),
            ("PROMLAUNCHER_LISTEN", Invariant($"127.0.0.1:{listen}")));

        await UntilAsync(async () => (await LogAsync(container)).Contains("Prometheus is ready", StringComparison.Ordinal), container);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        Assert.Contains("cluster: demo", await client.GetStringAsync(new Uri(Invariant($"http://127.0.0.1:{port}/api/v1/status/config")), TestContext.Current.CancellationToken));
        Assert.Equal(0, (await container.ExecAsync(["promlauncher", "health", "--for", "run"], TestContext.Current.CancellationToken)).ExitCode);

        await container.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await container.GetExitCodeAsync(TestContext.Current.CancellationToken));
        Assert.Contains("See you next time!", await LogAsync(container));
    }

    [Theory]
    [InlineData(null, "volume")]
    [InlineData(null, "root")]
    [InlineData("12345:12345", "volume")]
    [InlineData("12345:12345", "open")]
    public async Task Discovery_writes_into_a_volume_whoever_owns_it(string? user, string mount)
    {
        _aws.Ecs.Create("prod").Start(Web("8080"), new TaskStart { Ipv4 = "10.0.0.7" });
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "output")).FullName;
        if (mount == "open") File.SetUnixFileMode(folder, (UnixFileMode)0x1FF);
        var container = await StartAsync(
            images.Discovery,
            ["-config.cluster=prod", "-config.write-to=/output/ecs_file_sd.yml", "-config.scrape-times=1"],
            user,
            isReadOnly: true,
            mounts: mount == "volume" ? [] : [(folder, "/output")]);
        Assert.Equal(0, await container.GetExitCodeAsync(TestContext.Current.CancellationToken));
        if (mount == "volume") return;
        Assert.Contains("10.0.0.7:8080", await File.ReadAllTextAsync(Path.Combine(folder, "ecs_file_sd.yml"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_folder_that_may_not_be_written_says_what_to_do()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "closed")).FullName;
        _aws.Ecs.Create("prod");
        var container = await StartAsync(images.Discovery, ["-config.cluster=prod", "-config.write-to=/output/ecs_file_sd.yml", "-config.scrape-times=1"], "12345:12345", isReadOnly: true, [(folder, "/output")]);
        Assert.Equal(73, await container.GetExitCodeAsync(TestContext.Current.CancellationToken));
        Assert.Contains("help=", await LogAsync(container));
    }

    [Fact]
    public async Task Both_containers_share_their_targets()
    {
        var (port, listen) = (FreePort(), FreePort());
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "shared")).FullName;
        _aws.Ecs.Create("prod").Start(Web(Invariant($"{port}")), new TaskStart { Ipv4 = "127.0.0.1" });
        _aws.S3.Create("conf").Put("prometheus.yml", "global: {scrape_interval: 1s}\nscrape_configs: [{job_name: ecs, file_sd_configs: [{files: ['/output/ecs_file_sd.yml'], refresh_interval: 5s}]}]\n");
        await StartAsync(images.Discovery, ["-config.cluster=prod", "-config.write-to=/output/ecs_file_sd.yml"], user: null, isReadOnly: true, [(folder, "/output")], ("PROMLAUNCHER_LISTEN", ""));
        var prometheus = await StartAsync(
            images.Prometheus,
            ["--storage.tsdb.path=/prometheus", Invariant($"--web.listen-address=127.0.0.1:{port}")],
            user: null,
            isReadOnly: true,
            [(folder, "/output")],
            ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"),
            ("PROMLAUNCHER_LISTEN", Invariant($"127.0.0.1:{listen}")));
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await UntilAsync(
            async () =>
            {
                try
                {
                    return (await client.GetStringAsync(new Uri(Invariant($"http://127.0.0.1:{port}/api/v1/query?query=up%7Btask_name=%22web%22%7D==1")))).Contains("\"container_name\":\"web\"", StringComparison.Ordinal);
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            prometheus);
    }

    [Fact]
    public async Task There_is_no_shell_in_it()
    {
        foreach (var image in (string[])[images.Prometheus, images.Discovery])
        {
            var container = new ContainerBuilder(image).WithImagePullPolicy(PullPolicy.Never).WithEntrypoint("/bin/sh").Build();
            _containers.Add(container);
            await Assert.ThrowsAnyAsync<Exception>(() => container.StartAsync(TestContext.Current.CancellationToken));
        }
    }

    private static TaskDefinition Web(string port) => new()
    {
        Family = "web",
        Containers = [new() { Name = "web", DockerLabels = new Dictionary<string, string> { ["PROMETHEUS_EXPORTER_PORT"] = port } }],
    };

    private static async Task<string> LogAsync(IContainer container)
    {
        var (output, error) = await container.GetLogsAsync();
        return output + error;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, IContainer container)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            if (late.IsCancellationRequested) Assert.Fail(await LogAsync(container));
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>In the network of this machine: the local AWS is on its loopback.</summary>
    private async Task<IContainer> StartAsync(string image, string[] command, string? user, bool isReadOnly, (string Host, string Path)[] mounts, params (string Name, string Value)[] variables)
    {
        var endpoint = _aws.Endpoint.GetLeftPart(UriPartial.Authority);
        var builder = new ContainerBuilder(image).WithImagePullPolicy(PullPolicy.Never).WithCommand(command)
            .WithEnvironment("AWS_CONTAINER_CREDENTIALS_FULL_URI", endpoint + ContainerCredentialsEndpoint.Path)
            .WithEnvironment("ECS_CONTAINER_METADATA_URI_V4", _aws.Metadata.Uri)
            .WithEnvironment("AWS_ENDPOINT_URL", endpoint)
            .WithEnvironment("AWS_EC2_METADATA_DISABLED", "true")
            .WithCreateParameterModifier(parameters =>
            {
                parameters.HostConfig!.NetworkMode = "host";
                parameters.HostConfig.ReadonlyRootfs = isReadOnly;
                if (user is not null) parameters.User = user;
            });
        foreach (var (name, value) in variables) builder = builder.WithEnvironment(name, value);
        foreach (var (host, path) in mounts) builder = builder.WithBindMount(host, path);
        var container = builder.Build();
        _containers.Add(container);
        await container.StartAsync(TestContext.Current.CancellationToken);
        return container;
    }
}
