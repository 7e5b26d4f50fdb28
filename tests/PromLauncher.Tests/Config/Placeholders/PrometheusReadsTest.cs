using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using PromLauncher.Config;
using YamlDotNet.RepresentationModel;

namespace PromLauncher.Tests.Config.Placeholders;

/// <summary>A real Prometheus reads every value back exactly, in every style of YAML, with and without its own expansion of dollars.</summary>
[Trait("Category", "Native")]
public sealed class PrometheusReadsTest : IDisposable
{
    private static readonly string[] Styles =
    [
        "${V}", "'${V}'", "\"${V}\"", "|-\n      ${V}", "|-\n      x ${V}\n      y", ">-\n      x\n      ${V}", "!!str ${V}", "&a{0} ${V}", "x ${V}", "'x\n\n      ${V}'",
    ];

    private static readonly string[] Pieces =
    [
        "a", "b c", "Ä", "€", "😀", " ", "\t", "\n", "\r", "\u0085", "\u2028", "\u00A0", "\uFEFF", "\u0007", "'", "\"", "\\", ":", ": ", " #", "- ", "-", "---", "? ", "[", "]", "{", "}", ",", "&a", "*a",
        "!", "|", ">", "%", "@", "`", "$", "$$", "${HOME}", "yes", "true", "null", "~", "<<", "=", "10", "0x1f", "1e3", "0o7", "2001-01-01", "12:30:45", "key: value",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("promlauncher-").FullName;

    [Theory(Timeout = 120_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task External_labels_read_back_exactly(bool expands)
    {
        Assert.SkipUnless(FindPrometheus() is not null, "needs prometheus in PATH");
        var seed = Seed.Value;
        var random = new Random(seed);
        var (text, values, expected) = (new StringBuilder("global:\n  external_labels:\n"), new Dictionary<string, string>(), new Dictionary<string, string>());
        var singles = Pieces.Select(piece => "x" + piece).Concat(Pieces).ToArray();
        for (var i = 0; i < 900; i++)
        {
            var value = i < singles.Length * 3 ? singles[i / 3] : string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var style = Styles[i % Styles.Length];
            var name = string.Create(CultureInfo.InvariantCulture, $"V{i}");
            text.Append(CultureInfo.InvariantCulture, $"    l{i}: {style.Replace("{0}", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("${V}", $"${{{name}}}", StringComparison.Ordinal)}\n");
            values[name] = value;
            expected[$"l{i}"] = Reads(style, value);
        }

        var expanded = Expanding.Expand(text.ToString(), values, new() { Prometheus = PrometheusVersion.Parse("2.42"), ExpandExternalLabels = expands });
        Assert.Empty(expanded.Diagnostics);
        var file = Path.Combine(_folder, "prometheus.yml");
        await File.WriteAllBytesAsync(file, expanded.Bundle.Files["prometheus.yml"], TestContext.Current.CancellationToken);
        var read = await LabelsOfRunningPrometheus(file, expands);
        foreach (var (label, value) in expected)
        {
            Assert.True(read.GetValueOrDefault(label, "") == value, $"seed {seed}, {label}: wanted {JsonSerializer.Serialize(value)}, read {JsonSerializer.Serialize(read.GetValueOrDefault(label))}");
        }
    }

    private static string Reads(string style, string value) => style switch
    {
        ['|', ..] when style.Contains("x ", StringComparison.Ordinal) => $"x {value}\ny",
        ['>', ..] or ['x', ..] => $"x {value}",
        "'x\n\n      ${V}'" => $"x\n{value}",
        _ => value,
    };

    private async Task<Dictionary<string, string>> LabelsOfRunningPrometheus(string file, bool expands)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(FindPrometheus()!)
        {
            ArgumentList = { $"--config.file={file}", $"--web.listen-address=127.0.0.1:{port}", $"--storage.tsdb.path={Path.Combine(_folder, "data")}", "--log.level=error" },
            RedirectStandardError = true,
        };
        if (expands) start.ArgumentList.Add("--enable-feature=expand-external-labels");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            using var client = new HttpClient();
            for (var deadline = DateTime.UtcNow.AddSeconds(60); DateTime.UtcNow < deadline && !process.HasExited;)
            {
                try
                {
                    using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/api/v1/status/config"), TestContext.Current.CancellationToken);
                    if (answer.IsSuccessStatusCode)
                    {
                        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
                        return Labels(json.RootElement.GetProperty("data").GetProperty("yaml").GetString()!);
                    }
                }
                catch (HttpRequestException)
                {
                    // Not listening yet.
                }

                await Task.Delay(50, TestContext.Current.CancellationToken);
            }

            process.Kill();
            Assert.Fail("Prometheus did not answer: " + await errors);
            return [];
        }
        finally
        {
            if (!process.HasExited) process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static Dictionary<string, string> Labels(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var global = (YamlMappingNode)((YamlMappingNode)stream.Documents[0].RootNode).Children["global"];
        return ((YamlMappingNode)global.Children["external_labels"]).Children.ToDictionary(pair => ((YamlScalarNode)pair.Key).Value!, pair => ((YamlScalarNode)pair.Value).Value!);
    }

    private static string? FindPrometheus() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "prometheus")).FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
