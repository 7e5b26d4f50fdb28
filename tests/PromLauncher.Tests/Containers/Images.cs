using PromLauncher.Tests.Containers;

[assembly: AssemblyFixture(typeof(Images))]

namespace PromLauncher.Tests.Containers;

/// <summary>Both images, built by script/image when the first test wants them: from the official base images or, where no registry can be reached, from stand-ins.</summary>
public sealed class Images
{
    /// <summary>The 2.x line that an image is built of as well.</summary>
    private const string OlderPrometheus = "2.53.3";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    private readonly Lazy<Task<string[]>> _newest = new(static () => BuildAsync());
    private readonly Lazy<Task<string[]>> _older = new(static () => BuildAsync("--prometheus", OlderPrometheus));

    /// <summary>Prometheus 3 with promlauncher as its entrypoint.</summary>
    public Task<string> PrometheusAsync() => NamedAsync(_newest, "PROMETHEUS");

    /// <summary>The same with a Prometheus 2.</summary>
    public async Task<string> OlderPrometheusAsync()
    {
        // One build after the other: the second finds the first one's layers.
        await PrometheusAsync();
        return await NamedAsync(_older, "PROMETHEUS");
    }

    /// <summary>promlauncher alone.</summary>
    public Task<string> DiscoveryAsync() => NamedAsync(_newest, "DISCOVERY");

    /// <summary>What both run on.</summary>
    public Task<string> RuntimeAsync() => NamedAsync(_newest, "RUNTIME");

    /// <summary>The image that takes the place of one that a task definition names; null: that container is none of ours.</summary>
    public async Task<string?> InPlaceOfAsync(string image) => image.Split('/')[^1].Split(':')[0] switch
    {
        "promlauncher-prometheus" or "ecomm-prometheus" or "ecs-prometheus-s3" or "prometheus-with-remote-configuration" => await PrometheusAsync(),
        "promlauncher-discovery" or "prometheus-ecs-discovery" or "ecs-logiq-prometheus" => await DiscoveryAsync(),
        _ => null,
    };

    private static async Task<string> NamedAsync(Lazy<Task<string[]>> build, string name) =>
        (await build.Value).Single(line => line.StartsWith($"PROMLAUNCHER_{name}_IMAGE=", StringComparison.Ordinal)).Split('=', 2)[1];

    private static async Task<string[]> BuildAsync(params string[] words)
    {
        Assert.SkipUnless(Docker.IsThere(), "no Docker engine answers");
        // Debian's engine speaks no newer one, and the reaper's image can't be had where no registry can be reached.
        Environment.SetEnvironmentVariable("DOCKER_API_VERSION", Environment.GetEnvironmentVariable("DOCKER_API_VERSION") ?? "1.41");
        Environment.SetEnvironmentVariable("TESTCONTAINERS_RYUK_DISABLED", "true");
        var printed = await Docker.RunAsync(Path.Combine(Repository.Root, "script", "image"), Limit, [], ["--prefix", "promlauncher-test", .. words]);
        return printed.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
