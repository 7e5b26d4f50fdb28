using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.Containers;

/// <summary>samples/compose.yaml is started as it stands, but for the images' names and the ports of this machine.</summary>
[Trait("Category", "Containers")]
public sealed partial class ComposeTest(Images images) : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly TestFolder _folder = new();
    private readonly string _project = $"promlauncher-test-{Guid.NewGuid():N}";

    private string File => Path.Combine(_folder.Path, "compose.yaml");

    [Fact]
    public async Task Everything_on_one_machine_scrapes_and_writes_signed()
    {
        await WriteAsync(await images.PrometheusAsync(), await images.DiscoveryAsync(), await images.RuntimeAsync());
        await ComposeAsync("up", "-d", "--no-build");
        var receiver = (await ComposeAsync("port", "aws", "19090")).Trim();
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(Limit);
        string[] jobs;
        do
        {
            Assert.False(late.IsCancellationRequested, late.IsCancellationRequested ? await ComposeAsync("logs", "--no-color") : "");
            await Task.Delay(500, TestContext.Current.CancellationToken);
            jobs = await JobsAsync(client, receiver);
        }
        while (jobs.Length < 3);
        Assert.Equal(["ecs", "prometheus", "promlauncher"], jobs.Order());
    }

    public async ValueTask DisposeAsync()
    {
        if (System.IO.File.Exists(File)) await ComposeAsync("down", "-v", "-t", "30");
        _folder.Dispose();
    }

    private static async Task<string[]> JobsAsync(HttpClient client, string receiver)
    {
        try
        {
            using var answer = JsonDocument.Parse(await client.GetStringAsync(new Uri($"http://{receiver}/api/v1/query?query=count%20by%20(job)%20(up==1)"), TestContext.Current.CancellationToken));
            return [.. answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().Select(static one => one.GetProperty("metric").GetProperty("job").GetString()!)];
        }
        catch (HttpRequestException)
        {
            return [];
        }
    }

    /// <summary>The sample with images of the test's own, and the local AWS of this test run in its runtime image.</summary>
    private async Task WriteAsync(string prometheus, string discovery, string runtime)
    {
        var samples = Path.Combine(Repository.Root, "samples");
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var text = await System.IO.File.ReadAllTextAsync(Path.Combine(samples, "compose.yaml"), TestContext.Current.CancellationToken);
        text = Build().Replace(text, "")
            .Replace("promlauncher-prometheus:0.1.0", prometheus, StringComparison.Ordinal)
            .Replace("promlauncher-discovery:0.1.0", discovery, StringComparison.Ordinal)
            .Replace("image: promlauncher-localaws:0.1.0", $"image: {runtime}\n    entrypoint: [/dotnet/dotnet, /localaws/localaws.dll]", StringComparison.Ordinal)
            .Replace("volumes: [\".:/samples:ro\"]", $"volumes: [\"{samples}:/samples:ro\", \"{dotnet}:/dotnet:ro\", \"{AppContext.BaseDirectory}:/localaws:ro\"]", StringComparison.Ordinal);
        await System.IO.File.WriteAllTextAsync(File, Ports().Replace(text, "ports: [\"127.0.0.1::19090\"]"), TestContext.Current.CancellationToken);
    }

    private Task<string> ComposeAsync(params string[] words) => Docker.RunAsync("docker-compose", Limit, [], ["-p", _project, "-f", File, .. words]);

    [GeneratedRegex(@"\n    build: .*")]
    private static partial Regex Build();

    [GeneratedRegex(@"ports: \[.*\]")]
    private static partial Regex Ports();
}
