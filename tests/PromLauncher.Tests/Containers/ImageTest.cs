using System.Text.Json.Nodes;

namespace PromLauncher.Tests.Containers;

/// <summary>What the images say of themselves and hold.</summary>
[Trait("Category", "Containers")]
public sealed class ImageTest(Images images)
{
    [Fact]
    public async Task Prometheus_has_its_user_volumes_and_words()
    {
        var config = await ConfigAsync(await images.PrometheusAsync());
        Assert.Equal("65534:65534", config["User"]!.GetValue<string>());
        Assert.Equal("""["promlauncher","run","--"]""", config["Entrypoint"]!.ToJsonString());
        Assert.Equal("""["--storage.tsdb.path=/prometheus"]""", config["Cmd"]!.ToJsonString());
        Assert.Equal(["/output", "/prometheus", "/tmp", "/var/lib/promlauncher"], Keys(config, "Volumes"));
        Assert.Equal(["9090/tcp", "9095/tcp"], Keys(config, "ExposedPorts"));
        Assert.Equal("SIGTERM", config["StopSignal"]!.GetValue<string>());
        Assert.Contains("PROMLAUNCHER_LISTEN=127.0.0.1:9095", config["Env"]!.ToJsonString(), StringComparison.Ordinal);
        Labelled(config, "promlauncher-prometheus");
    }

    [Fact]
    public async Task Discovery_has_its_user_volumes_and_words()
    {
        var config = await ConfigAsync(await images.DiscoveryAsync());
        Assert.Equal("0:0", config["User"]!.GetValue<string>());
        Assert.Equal("""["promlauncher","discover"]""", config["Entrypoint"]!.ToJsonString());
        Assert.Null(config["Cmd"]);
        Assert.Equal(["/output", "/tmp"], Keys(config, "Volumes"));
        Assert.Equal(["9096/tcp"], Keys(config, "ExposedPorts"));
        Assert.Equal("SIGTERM", config["StopSignal"]!.GetValue<string>());
        Assert.Contains("PROMLAUNCHER_LISTEN=127.0.0.1:9096", config["Env"]!.ToJsonString(), StringComparison.Ordinal);
        Labelled(config, "promlauncher-discovery");
    }

    [Fact]
    public async Task The_tag_tells_what_is_built_from_stand_ins()
    {
        var fromStandIns = (await images.RuntimeAsync()).StartsWith("promlauncher-stand-in/", StringComparison.Ordinal);
        foreach (var image in (string[])[await images.PrometheusAsync(), await images.OlderPrometheusAsync(), await images.DiscoveryAsync()])
            Assert.Equal(fromStandIns, image.EndsWith("-stand-in", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_folders_have_their_owners_and_modes()
    {
        // drwx------ and drwxrwxrwt, as tar prints them.
        var listed = (await ListAsync(await images.PrometheusAsync())).Concat(await ListAsync(await images.DiscoveryAsync())).ToList();
        Assert.Contains("drwxr-xr-x 65534/65534 prometheus/", listed);
        Assert.Contains("drwx------ 65534/65534 var/lib/promlauncher/", listed);
        Assert.Equal(2, listed.Count(static line => line == "drwxrwxrwt 0/0 output/"));
        Assert.Equal(2, listed.Count(static line => line == "drwxrwxrwt 0/0 tmp/"));
    }

    [Fact]
    public async Task The_licenses_of_what_they_hold_are_in_them()
    {
        string[] ours = ["usr/share/doc/promlauncher/LICENSE", "usr/share/doc/promlauncher/THIRD-PARTY-NOTICES.txt"];
        string[] prometheus = ["usr/share/doc/prometheus/LICENSE", "usr/share/doc/prometheus/NOTICE"];
        Assert.Superset(ours.Concat(prometheus).Select(static file => "-rw-r--r-- 0/0 " + file).ToHashSet(), (await ListAsync(await images.PrometheusAsync())).ToHashSet());
        Assert.Superset(ours.Select(static file => "-rw-r--r-- 0/0 " + file).ToHashSet(), (await ListAsync(await images.DiscoveryAsync())).ToHashSet());
    }

    [Fact]
    public async Task There_is_no_shell_and_no_package_tool()
    {
        foreach (var image in (string[])[await images.PrometheusAsync(), await images.DiscoveryAsync()])
        {
            var programs = (await ListAsync(image)).Select(static line => line.Split(' ')[^1].Split('/')[^1]).ToHashSet();
            Assert.Contains("promlauncher", programs);
            Assert.Empty(programs.Intersect(["sh", "bash", "dash", "busybox", "apt", "apt-get", "dpkg", "apk", "su"]));
        }
    }

    [Fact]
    public async Task Each_Prometheus_is_the_one_that_the_launcher_is_given()
    {
        var releases = new List<string>();
        foreach (var image in (string[])[await images.PrometheusAsync(), await images.OlderPrometheusAsync()])
        {
            var told = (await ConfigAsync(image))["Env"]!.AsArray().Select(static one => one!.GetValue<string>()).Single(static one => one.StartsWith("PROMLAUNCHER_PROMETHEUS_VERSION=", StringComparison.Ordinal)).Split('=')[1];
            var said = await Docker.RunAsync("run", "--rm", "--network=none", "--entrypoint=prometheus", image, "--version");
            Assert.Matches($@"^prometheus, version {told.Replace(".", "\\.", StringComparison.Ordinal)}[+ ]", said);
            Assert.StartsWith("promlauncher ", await Docker.RunAsync("run", "--rm", "--network=none", "--entrypoint=promlauncher", image, "--version"), StringComparison.Ordinal);
            releases.Add(told);
        }

        Assert.StartsWith("2.", releases[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_share_the_layers_that_they_can_and_are_small()
    {
        var (prometheus, discovery) = (await LayersAsync(await images.PrometheusAsync()), await LayersAsync(await images.DiscoveryAsync()));
        // The folders and the binary on top of the base.
        Assert.Equal((await LayersAsync(await images.RuntimeAsync())).Length + 2, discovery.Length);
        Assert.Subset(prometheus.ToHashSet(), discovery.ToHashSet());
        var size = long.Parse(await Docker.RunAsync("image", "inspect", "--format", "{{.Size}}", await images.DiscoveryAsync()), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(size, 1, 60_000_000);
    }

    private static async Task<JsonNode> ConfigAsync(string image) => JsonNode.Parse(await Docker.RunAsync("image", "inspect", "--format", "{{json .Config}}", image))!;

    private static async Task<string[]> LayersAsync(string image) => [.. JsonNode.Parse(await Docker.RunAsync("image", "inspect", "--format", "{{json .RootFS.Layers}}", image))!.AsArray().Select(static one => one!.GetValue<string>())];

    private static string[] Keys(JsonNode config, string name) => [.. config[name]!.AsObject().Select(static one => one.Key).Order(StringComparer.Ordinal)];

    private static void Labelled(JsonNode config, string title)
    {
        var labels = config["Labels"]!;
        Assert.Equal(title, labels["org.opencontainers.image.title"]!.GetValue<string>());
        Assert.Equal("Apache-2.0", labels["org.opencontainers.image.licenses"]!.GetValue<string>());
        Assert.All((string[])["description", "version", "revision"], name => Assert.NotEqual("", labels["org.opencontainers.image." + name]!.GetValue<string>()));
    }

    /// <summary>All files of an image, as <c>mode owner/group path</c>.</summary>
    private static async Task<List<string>> ListAsync(string image)
    {
        var container = (await Docker.RunAsync("create", image)).Trim();
        try
        {
            return await Docker.FilesAsync(container);
        }
        finally
        {
            await Docker.RunAsync("rm", "--volumes", container);
        }
    }
}
