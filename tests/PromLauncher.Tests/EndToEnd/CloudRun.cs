using System.Text.Json;
using PromLauncher.LocalAws;
using PromLauncher.LocalAws.Identity;
using PromLauncher.LocalAws.Metadata;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>The published binary in a task of the local AWS: a role with a policy, its metadata, one bucket <c>conf</c> in eu-west-1.</summary>
internal sealed class CloudRun : IAsyncDisposable
{
    public const string Reader = """{"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": ["arn:aws:s3:::conf", "arn:aws:s3:::conf/*"]}]}""";

    private readonly TestFolder _folder = new();
    private readonly ReservedPort _prometheus = new();

    private CloudRun(LocalAwsServer aws) => Aws = aws;

    public LocalAwsServer Aws { get; }

    public RunningProcess Launcher { get; private set; } = null!;

    /// <summary>Where the real Prometheus listens, when that is started.</summary>
    public string Prometheus => _prometheus.Address;

    public string Folder => _folder.Path;

    /// <summary>What ECS gives every container of the task, and a state dir of the test's own.</summary>
    public (string Name, string? Value)[] Environment =>
    [
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", Aws.Endpoint.GetLeftPart(UriPartial.Authority) + ContainerCredentialsEndpoint.Path),
        ("ECS_CONTAINER_METADATA_URI_V4", Aws.Metadata.Uri),
        ("AWS_ENDPOINT_URL", Aws.Endpoint.GetLeftPart(UriPartial.Authority)),
        ("AWS_REGION", null),
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("XDG_RUNTIME_DIR", _folder.Path),
        ("PROMLAUNCHER_STATE_DIR", Path.Combine(_folder.Path, "state")),
    ];

    /// <summary>A task whose role has this policy.</summary>
    public static async Task<CloudRun> CreateAsync(string policy = Reader)
    {
        Assert.SkipUnless(File.Exists(Repository.Binary), "the native binary is not published");
        var run = new CloudRun(await LocalAwsServer.StartAsync());
        run.Aws.Credentials.Role = run.Aws.Principals.Add(new Role { Arn = "arn:aws:iam::123456789012:role/task", Policy = Policy.Parse(policy) });
        run.Aws.S3.Create("conf", "eu-west-1");
        return run;
    }

    public void Put(string text, string key = "prometheus.yml") => Aws.S3.Create("conf").Put(key, text);

    /// <summary>Starts <c>promlauncher run</c>, in the place of an earlier one that has ended; arguments of Prometheus stand behind <c>--</c>.</summary>
    public void Start(string[] arguments, params (string Name, string? Value)[] variables)
    {
        Launcher?.Dispose();
        Launcher = new RunningProcess(Repository.Binary, ["run", .. arguments], [.. Environment, .. variables]);
    }

    /// <summary>Starts any command.</summary>
    public void StartCommand(string[] words, params (string Name, string? Value)[] variables) =>
        Launcher = new RunningProcess(Repository.Binary, words, [.. Environment, .. variables]);

    /// <summary>Runs another command beside it, to its end.</summary>
    public Task<(int Code, string Output)> CommandAsync(params string[] words) => CommandAsync(words, []);

    /// <summary>Runs another command with variables of its own.</summary>
    public async Task<(int Code, string Output)> CommandAsync(string[] words, params (string Name, string? Value)[] variables)
    {
        using var command = new RunningProcess(Repository.Binary, words, [.. Environment, .. variables]);
        return (await command.ExitAsync(), command.Output);
    }

    /// <summary>Starts another command beside it.</summary>
    public RunningProcess Beside(params string[] words) => new(Repository.Binary, words, Environment);

    /// <summary>Starts it with the real Prometheus and waits until that is ready.</summary>
    public void StartPrometheus(string[] arguments, params (string Name, string? Value)[] variables)
    {
        Assert.SkipWhen(FindPrometheus() is null, "needs prometheus in PATH");
        Start(["--", $"--web.listen-address={Prometheus}", $"--storage.tsdb.path={Path.Combine(Folder, "data")}", .. arguments], variables);
        Launcher.WaitFor(static line => line.Contains("Prometheus is ready", StringComparison.Ordinal));
    }

    /// <summary>Where the launcher listens: of <c>--listen 127.0.0.1:0</c> the kernel picks the port, and the log tells it.</summary>
    public Uri Listening()
    {
        var line = Launcher.Output.Split('\n').FirstOrDefault(IsIt) ?? Launcher.WaitFor(IsIt);
        return new Uri($"http://{line.Split("address=")[1].Split(' ')[0].Trim('"')}/");

        static bool IsIt(string line) => line.Contains("msg=listening", StringComparison.Ordinal);
    }

    /// <summary>The configuration that Prometheus runs, as it says itself.</summary>
    public Task<string> RunningConfigurationAsync(string prefix = "") => GetAsync(prefix + "/api/v1/status/config");

    /// <summary>Asks Prometheus.</summary>
    public async Task<string> GetAsync(string path)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        return await client.GetStringAsync(new Uri($"http://{Prometheus}{path}"), TestContext.Current.CancellationToken);
    }

    /// <summary>What the launcher says of itself.</summary>
    public async Task<JsonElement> StatusAsync()
    {
        var (code, output) = await CommandAsync("status", "--format", "json");
        Assert.True(code == 0, output);
        return JsonElement.Parse(output).GetProperty("run");
    }

    /// <summary>How often the launcher has fetched with success.</summary>
    public async Task<int> FetchesAsync() => (await StatusAsync()).GetProperty("fetch").GetProperty("succeeded").GetInt32();

    public async ValueTask DisposeAsync()
    {
        // A killed launcher would leave its Prometheus behind.
        if (Launcher is { Process.HasExited: false })
        {
            Launcher.Signal(15);
            await Launcher.ExitAsync();
        }

        Launcher?.Dispose();
        await Aws.DisposeAsync();
        _folder.Dispose();
        _prometheus.Dispose();
    }

    private static string? FindPrometheus() =>
        (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(static folder => Path.Combine(folder, "prometheus")).FirstOrDefault(File.Exists);
}
