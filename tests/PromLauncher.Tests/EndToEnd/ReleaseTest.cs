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
        Assert.Equal(["CHANGELOG.md", "LICENSE", "THIRD-PARTY-NOTICES.txt", "promlauncher"], Directory.GetFiles(unpacked.Path).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        // The runtime's own notices follow ours.
        Assert.Matches("(?s)^promlauncher is licensed .*CliWrap.*\n\\.NET Runtime uses third-party libraries", await File.ReadAllTextAsync(Path.Combine(unpacked.Path, "THIRD-PARTY-NOTICES.txt"), TestContext.Current.CancellationToken));
        Assert.StartsWith($"promlauncher {version}", await RunAsync("qemu-aarch64", "-L", "/usr/aarch64-linux-gnu", Path.Combine(unpacked.Path, "promlauncher"), "--version"), StringComparison.Ordinal);

        var listed = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, $"promlauncher-{version}.cdx.json"), TestContext.Current.CancellationToken))!["components"]!.AsArray()
            .Select(static component => component!["name"]!.GetValue<string>());
        Assert.Superset(
            XDocument.Load(Path.Combine(Repository.Source, "PromLauncher.csproj")).Descendants("PackageReference").Select(static one => one.Attribute("Include")!.Value)
                .Append("runtime.linux-arm64.Microsoft.DotNet.ILCompiler").ToHashSet(),
            listed.ToHashSet());
    }

    [Theory]
    [InlineData("## 9.9.9\n\n- New\n\n## 9.9.8\n\n- Old\n", "- New")]
    [InlineData("## Unreleased\n\n- Newer\n\n## 9.9.9 - 2026-01-02\n\n- New\n", "- New")]
    public async Task The_notes_are_the_section_of_the_change_log_for_this_version(string changes, string notes)
    {
        var (code, output) = await NotesAsync(changes, "--notes");
        Assert.Equal((0, notes), (code, output.Trim()));
    }

    [Theory]
    [InlineData("## Unreleased\n\n- New\n")]
    [InlineData("## 9.9.90\n\n- New\n")]
    [InlineData("## 9.9.9\n\n## 9.9.8\n\n- Old\n")]
    public async Task A_version_without_a_section_of_the_change_log_is_not_released(string changes)
    {
        foreach (var words in (string[][])[["--notes"], []])
        {
            var (code, output) = await NotesAsync(changes, words);
            Assert.Equal(65, code);
            Assert.Contains("CHANGELOG.md has no section \"## 9.9.9\"", output, StringComparison.Ordinal);
        }
    }

    /// <summary>script/release in a repository whose version is 9.9.9.</summary>
    private static async Task<(int Code, string Output)> NotesAsync(string changes, params string[] words)
    {
        using var folder = new TestFolder();
        folder.File("script/release", await File.ReadAllTextAsync(Path.Combine(Repository.Root, "script", "release"), TestContext.Current.CancellationToken));
        folder.File("Directory.Build.props", "<Project><PropertyGroup><Version>9.9.9</Version></PropertyGroup></Project>");
        folder.File("CHANGELOG.md", "# Changelog\n\n" + changes);
        using var script = new RunningProcess("/bin/bash", [Path.Combine(folder.Path, "script", "release"), .. words]);
        return (await script.ExitAsync(), script.Output);
    }

    private static Task<string> RunAsync(string program, params string[] words) => Containers.Docker.RunAsync(program, Limit, [], words);
}
