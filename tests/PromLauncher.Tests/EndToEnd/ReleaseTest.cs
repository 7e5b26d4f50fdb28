using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>What script/release makes, and that the binary for the other architecture starts.</summary>
[Trait("Category", "Native")]
public sealed class ReleaseTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    private static readonly string Folder = Path.Combine(Repository.Root, "artifacts", "release");

    [Fact]
    public async Task The_arm64_archive_is_whole_its_binary_starts_and_all_that_went_into_it_is_listed()
    {
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture == Architecture.X64, "this machine is no x64: there is nothing to compile across");
        foreach (var tool in (string[])["qemu-aarch64", "aarch64-linux-gnu-gcc", "ld.lld", "llvm-objcopy"])
            Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, tool))), $"{tool} is not installed: script/bootstrap release");
        await RunAsync(Path.Combine(Repository.Root, "script", "release"), "--runtime", "linux-arm64");

        var version = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value;
        await RunAsync("/bin/sh", "-c", $"cd '{Folder}' && sha256sum --check --strict SHA256SUMS");
        var name = $"promlauncher-{version}-linux-arm64";
        Assert.Equal(
            ["SHA256SUMS", $"{name}-symbols.tar.gz", $"{name}.tar.gz", $"promlauncher-{version}.cdx.json"],
            Directory.GetFiles(Folder).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal));

        using var unpacked = new TestFolder();
        await RunAsync("tar", "-xzf", Path.Combine(Folder, name + ".tar.gz"), "-C", unpacked.Path);
        Assert.Equal(["CHANGELOG.md", "LICENSE", "promlauncher"], Directory.GetFiles(unpacked.Path).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.StartsWith($"promlauncher {version}", await RunAsync("qemu-aarch64", "-L", "/usr/aarch64-linux-gnu", Path.Combine(unpacked.Path, "promlauncher"), "--version"), StringComparison.Ordinal);

        var listed = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, $"promlauncher-{version}.cdx.json"), TestContext.Current.CancellationToken))!["components"]!.AsArray()
            .Select(static component => component!["name"]!.GetValue<string>());
        Assert.Superset(
            XDocument.Load(Path.Combine(Repository.Source, "PromLauncher.csproj")).Descendants("PackageReference").Select(static one => one.Attribute("Include")!.Value)
                .Append("runtime.linux-arm64.Microsoft.DotNet.ILCompiler").ToHashSet(),
            listed.ToHashSet());
    }

    private static Task<string> RunAsync(string program, params string[] words) => Containers.Docker.RunAsync(program, Limit, [], words);
}
