using System.IO.Compression;
using System.Text;
using PromLauncher.Sources;
using PromLauncher.Telemetry;

namespace PromLauncher.Tests.Sources;

public sealed class LocalSourcesTest : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("promlauncher-sources-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_file_is_published_under_the_main_file_s_name()
    {
        Write("any-name.txt", "global: {}\n");
        var snapshot = await Source("any-name.txt").FetchAsync(null, Stop);
        Assert.Equal("prometheus.yml", snapshot.MainFile);
        Assert.Equal("global: {}\n", Text(snapshot, "prometheus.yml"));
    }

    [Fact]
    public async Task The_same_content_gives_the_previous_snapshot_back()
    {
        Write("p.yml", "a");
        var source = Source("p.yml");
        var first = await source.FetchAsync(null, Stop);
        Write("p.yml", "a");
        Assert.Same(first, await source.FetchAsync(first, Stop));
        Write("p.yml", "b");
        var second = await source.FetchAsync(first, Stop);
        Assert.NotEqual(first.Version, second.Version);
        Assert.Equal("b", Text(second, "prometheus.yml"));
    }

    [Fact]
    public async Task A_folder_travels_with_everything_below_it()
    {
        Write("prometheus.yml", "main");
        Write("rules/a.yml", "a");
        Write("rules/deep/b.yml", "b");
        Write("..2026_01_01/hidden.yml", "generation of a ConfigMap");
        File.CreateSymbolicLink(Path.Combine(_folder, "linked.yml"), Path.Combine(_folder, "..2026_01_01/hidden.yml"));
        var snapshot = await Source("").FetchAsync(null, Stop);
        Assert.Equal(["linked.yml", "prometheus.yml", "rules/a.yml", "rules/deep/b.yml"], snapshot.Files.Keys.Order(StringComparer.Ordinal));
        Assert.Same(snapshot, await Source("").FetchAsync(snapshot, Stop));
    }

    [Fact]
    public async Task A_folder_without_its_main_file_names_the_candidates()
    {
        Write("prom.yml", "x");
        var failure = await FailAsync(Source(""));
        Assert.Equal(FailureKind.NotFound, failure.Kind);
        Assert.Contains("prom.yml", failure.Help, StringComparison.Ordinal);
        var named = await Source("", new SourceOptions { MainFile = "prom.yml" }).FetchAsync(null, Stop);
        Assert.Equal("prom.yml", named.MainFile);
    }

    [Fact]
    public async Task A_folder_that_links_to_itself_is_refused()
    {
        Write("prometheus.yml", "x");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "loop"), _folder);
        Assert.Equal(FailureKind.Invalid, (await FailAsync(Source(""))).Kind);
    }

    [Fact]
    public async Task What_is_missing_is_not_found() =>
        Assert.Equal(FailureKind.NotFound, (await FailAsync(Source("none.yml"))).Kind);

    [Fact]
    public async Task More_bytes_than_the_limit_are_refused()
    {
        Write("p.yml", new string('x', 100));
        Assert.Equal(100, (await Source("p.yml", new SourceOptions { MaxSize = 100 }).FetchAsync(null, Stop)).Files["prometheus.yml"].Length);
        var failure = await FailAsync(Source("p.yml", new SourceOptions { MaxSize = 99 }));
        Assert.Equal(FailureKind.Invalid, failure.Kind);
        Assert.Contains("--max-size", failure.Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_limit_holds_for_all_files_together()
    {
        Write("prometheus.yml", new string('x', 60));
        Write("b.yml", new string('x', 60));
        Assert.Equal(FailureKind.Invalid, (await FailAsync(Source("", new SourceOptions { MaxSize = 100 }))).Kind);
    }

    [Fact]
    public async Task More_files_than_the_limit_are_refused()
    {
        for (var i = 0; i < 3; i++) Write($"{i}.yml", "x");
        Write("prometheus.yml", "x");
        await Source("", new SourceOptions { MaxObjects = 4 }).FetchAsync(null, Stop);
        var failure = await FailAsync(Source("", new SourceOptions { MaxObjects = 3 }));
        Assert.Contains("--max-objects", failure.Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gzip_is_unpacked()
    {
        File.WriteAllBytes(Path.Combine(_folder, "p.yml"), Gzip(Encoding.UTF8.GetBytes("global: {}\n")));
        Assert.Equal("global: {}\n", Text(await Source("p.yml").FetchAsync(null, Stop), "prometheus.yml"));
    }

    [Fact]
    public async Task A_gzip_bomb_ends_at_the_limit()
    {
        File.WriteAllBytes(Path.Combine(_folder, "p.yml"), Gzip(new byte[50_000_000]));
        Assert.Contains("more than 10485760 bytes", (await FailAsync(Source("p.yml"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_gzip_is_invalid()
    {
        var packed = Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 1000))));
        File.WriteAllBytes(Path.Combine(_folder, "p.yml"), packed[..(packed.Length / 2)]);
        Assert.Equal(FailureKind.Invalid, (await FailAsync(Source("p.yml"))).Kind);
    }

    [Fact]
    public async Task An_environment_variable_holds_the_text_itself()
    {
        var options = new SourceOptions { Environment = name => name == "C" ? "global: {}" : null };
        var source = new EnvironmentSource(new EnvironmentLocation("C"), options);
        var snapshot = await source.FetchAsync(null, Stop);
        Assert.Equal("global: {}", Text(snapshot, "prometheus.yml"));
        Assert.Same(snapshot, await source.FetchAsync(snapshot, Stop));
        var failure = await FailAsync(new EnvironmentSource(new EnvironmentLocation("D"), options));
        Assert.Equal(FailureKind.NotFound, failure.Kind);
        Assert.Contains("D", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_input_is_read_once()
    {
        var opened = 0;
        var source = new StandardInputSource(new SourceOptions
        {
            StandardInput = () =>
            {
                opened++;
                return new MemoryStream("global: {}"u8.ToArray());
            },
        });
        var snapshot = await source.FetchAsync(null, Stop);
        Assert.Same(snapshot, await source.FetchAsync(snapshot, Stop));
        Assert.Equal(1, opened);
    }

    private FileSource Source(string name, SourceOptions? options = null) =>
        new(new FileLocation(Path.Combine(_folder, name)), options ?? new SourceOptions());

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static string Text(Snapshot snapshot, string name) => Encoding.UTF8.GetString(snapshot.Files[name].Span);

    private static Task<FailureException> FailAsync(ISource source) => Assert.ThrowsAsync<FailureException>(() => source.FetchAsync(null, Stop));

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(content);
        return packed.ToArray();
    }
}
