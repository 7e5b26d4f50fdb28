using System.Diagnostics;
using System.Text.Json;
using PromLauncher.Config;
using PromLauncher.Config.Schema;

namespace PromLauncher.Tests.Config.Schema;

public sealed class JsonSchemaTest(ITestOutputHelper output)
{
    [Theory]
    [InlineData("2.26")]
    [InlineData("2.42")]
    [InlineData("3.14")]
    public void Every_reference_leads_to_a_section_and_every_section_is_referred_to(string version)
    {
        using var schema = JsonDocument.Parse(JsonSchema.Write(PrometheusVersion.Parse(version)));
        var sections = schema.RootElement.GetProperty("$defs").EnumerateObject().Select(section => "#/$defs/" + section.Name).ToHashSet();
        Assert.Equal(sections.Order(), References(schema.RootElement).Distinct().Order());
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema.RootElement.GetProperty("$schema").GetString());
    }

    [Fact]
    public void A_field_is_in_the_releases_that_have_it()
    {
        Assert.Contains("\"scrape_config_files\"", JsonSchema.Write(new(2, 43)), StringComparison.Ordinal);
        Assert.DoesNotContain("\"scrape_config_files\"", JsonSchema.Write(new(2, 42)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.37")]
    [InlineData("3.14")]
    public async Task It_takes_what_Prometheus_takes_and_refuses_most_of_what_it_refuses(string version)
    {
        var (versions, cases) = Oracle.Read("config.jsonl");
        var index = Array.IndexOf(versions, version);
        var files = cases.Where(item => item.Verdicts[index] != '?').Select(item => (item.Line, Accepted: item.Verdicts[index] == '1', Json: EditorView.Json(item.Text))).Where(item => item.Json is not null).ToList();
        var verdicts = await ValidateAsync(PrometheusVersion.Parse(version), files.Select(item => item.Json!));
        var wrong = files.Where((item, i) => item.Accepted && !verdicts[i]).Select(item => item.Line).ToList();
        Assert.True(wrong.Count == 0, $"Prometheus {version} takes these lines of config.jsonl, and the JSON Schema does not: {string.Join(' ', wrong)}");
        var refused = files.Select((item, i) => (item.Accepted, Verdict: verdicts[i])).Where(item => !item.Accepted).ToList();
        var share = refused.Count(item => !item.Verdict) / (double)refused.Count;
        output.WriteLine($"{share:P1} of {refused.Count} refused files are refused by the JSON Schema, too");
        Assert.True(share > 0.6, $"only {share:P1} of what Prometheus {version} refuses is refused");
    }

    [Fact]
    public async Task Placeholders_may_stand_for_values()
    {
        var verdicts = await ValidateAsync(new(3, 14),
            [
                EditorView.Json("""
                    global: {scrape_interval: "${A}", sample_limit: "${A:-5}", external_labels: {a: "${A}"}, scrape_protocols: ["${A}"]}
                    remote_write: [{url: "${URL}", send_exemplars: "${A}", queue_config: {max_shards: "${ssm:/a}"}}]
                    """)!,
                EditorView.Json("""global: {scrape_interval: "$A"}""")!,
                EditorView.Json("""remote_write: "${A}" """)!,
            ]);
        Assert.Equal([true, false, false], verdicts);
    }

    /// <summary>Asks Python's jsonschema, an implementation of others that knows the whole of 2020-12.</summary>
    private static async Task<List<bool>> ValidateAsync(PrometheusVersion version, IEnumerable<string> documents)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, JsonSchema.Write(version), TestContext.Current.CancellationToken);
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            deadline.CancelAfter(TimeSpan.FromMinutes(3));
            var script = Path.Combine(Repository.Root, "tests", "PromLauncher.Tests", "Data", "json-schema.py");
            using var python = Start(script, file);
            var answer = python.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = python.StandardError.ReadToEndAsync(deadline.Token);
            try
            {
                foreach (var document in documents) await python.StandardInput.WriteLineAsync(document.AsMemory(), deadline.Token);
                python.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended before it read all: its exit code says why.
            }

            await python.WaitForExitAsync(deadline.Token);
            Assert.SkipWhen(python.ExitCode == 3, "python3 has no package jsonschema");
            Assert.True(python.ExitCode == 0, await errors);
            return [.. (await answer).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line == "1")];
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Process Start(string script, string schema)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("python3", [script, schema]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("there is no python3");
            throw;
        }
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member.NameEquals("$ref") ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
