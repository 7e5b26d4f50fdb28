using Microsoft.AspNetCore.Http;
using PromLauncher.LocalAws;
using PromLauncher.Tests.Aws;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>Secrets are planted wherever a value can come from, and no command, whatever fails, shows one: in no output, report, page, metric or state file.</summary>
[Trait("Category", "Native")]
public sealed class PlantedSecretsTest : IAsyncLifetime
{
    private const string Policy = """{"Statement": [{"Effect": "Allow", "Action": ["s3:*", "ssm:*", "secretsmanager:*", "ecs:*"], "Resource": "*"}]}""";
    private const string Conf = "s3://conf/prometheus.yml";
    private static readonly string[] Formats = ["text", "json", "github", "sarif", "junit", "checkstyle"];

    private CloudRun _run = null!;
    private string[] _values = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _run = await CloudRun.CreateAsync(Policy);
        _run.Aws.Parameters.Put("/w/token", $"{Plants.Mark}ssm\n{Plants.Mark}");
        _run.Aws.Parameters.Put("/w/conf", Plants.Sound);
        _run.Aws.Secrets.Put("w", $$"""{"key": "{{Plants.Mark}}sm", "other": "{{Plants.Mark}}"}""");
        _run.Aws.Secrets.Put("plain", Plants.Mark + " is no JSON");
        _run.Put(Plants.Sound);
        _values = Plants.Options(_run.Folder);
    }

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    [Fact]
    public async Task Not_by_a_command_on_a_sound_configuration()
    {
        foreach (var format in Formats) Assert.Equal(0, await ShowsNothingAsync("validate", Conf, "--format", format, "--check", "both"));
        Assert.Equal(0, await ShowsNothingAsync("render", Conf));
        Assert.Equal(0, await ShowsNothingAsync("render", Conf, "--diff"));
        Assert.Equal(0, await ShowsNothingAsync("render", "ssm:/w/conf"));
        Assert.Equal(0, await ShowsNothingAsync("fetch", Conf, "--to", Path.Combine(_run.Folder, "to")));
        Assert.Equal(0, await ShowsNothingAsync("validate", "env:W_CONF"));
        Assert.Equal(0, await ShowsNothingAsync("render", "env:W_CONF"));
        Assert.Equal(0, (await CommandAsync("schema")).Code);
        // They are there to be found.
        Assert.Contains(Plants.Mark, (await CommandAsync(["render", Conf, "--reveal", .. _values])).Output);
    }

    public static TheoryData<int> FaultyOnes => [.. Enumerable.Range(0, Plants.Faulty.Length)];

    [Theory]
    [MemberData(nameof(FaultyOnes))]
    public async Task Not_by_a_command_on_a_faulty_configuration(int number)
    {
        _run.Put(Plants.Faulty[number]);
        Assert.Equal(1, await ShowsNothingAsync("validate", Conf));
        foreach (var check in (string[])["promtool", "both"])
        {
            await ShowsNothingAsync("validate", Conf, "--check", check, "--format", Formats[number % Formats.Length]);
            await ShowsNothingAsync("run", "--location", Conf, "--check", check, "--startup-timeout", "1s", "--prometheus", "/bin/false");
        }

        await ShowsNothingAsync("validate", Conf, "--from-version", "2.26", "--prometheus-version", "3.14", "--format", "sarif");
        await ShowsNothingAsync("validate", Conf, "--no-expand", "--check", "both");
        await ShowsNothingAsync("validate", Conf, "--offline");
        // What stands in a field that keeps no secret, and is no secret by its origin, render is there to show.
        var (_, rendered) = await CommandAsync(["render", Conf, "--diff", "--check", "none", .. _values]);
        foreach (var secret in (string[])["ssm", "sm\"", "is no JSON"]) Assert.DoesNotContain(Plants.Mark + secret, rendered);
        foreach (var line in rendered.Split('\n').Where(static line => line.Contains(" source=", StringComparison.Ordinal))) Plants.AreNotIn(line, "render's log");
        await ShowsNothingAsync("fetch", Conf, "--to", Path.Combine(_run.Folder, "to"));
    }

    [Fact]
    public async Task Not_by_a_source_that_fails()
    {
        await using var server = await StubServer.StartAsync(async context =>
        {
            context.Response.StatusCode = context.Request.Path.Value switch { "/ok" => 200, "/moved" => 302, "/down" => 503, "/refused" => 403, _ => 404 };
            context.Response.Headers.Location = $"/nowhere?{Plants.Mark}";
            context.Response.Headers.ETag = "\"1\"";
            if (context.Response.StatusCode == 200) await context.Response.WriteAsync(Plants.Sound);
        });
        foreach (var path in (string[])["ok", "moved", "down", "refused", "none"])
        {
            var location = $"{server.Url.Replace("://", $"://{Plants.Mark}:{Plants.Mark}@", StringComparison.Ordinal)}/{path}?sig={Plants.Mark}";
            Assert.Equal(path == "ok" ? 0 : -1, await ShowsNothingAsync("validate", location, "--allow-http") is var code && code == 0 ? 0 : -1);
            if (path == "down") continue;
            await ShowsNothingAsync("render", location, "--allow-http");
            await ShowsNothingAsync("fetch", location, "--allow-http", "--to", Path.Combine(_run.Folder, "to"), "--log-format", "json");
        }

        foreach (var location in (string[])
        [
            $"http://{Plants.Mark}:{Plants.Mark}@127.0.0.1:1/?{Plants.Mark}", $"https://{Plants.Mark}:{Plants.Mark}@127.0.0.1:1/?{Plants.Mark}", $"https://u:{Plants.Mark}/x@127.0.0.1/",
            $"https://u:{Plants.Mark}@promlauncher.invalid/?{Plants.Mark}", $"https://u:{Plants.Mark} x@", $"ftp://u:{Plants.Mark}@h/", "s3://conf/none.yml", "s3://none/none.yml", "ssm:/none", "env:NONE",
        ])
        {
            Assert.NotEqual(0, await ShowsNothingAsync("validate", location, "--allow-http"));
            await ShowsNothingAsync("run", "--location", location, "--startup-timeout", "1ms", "--allow-http");
        }

        foreach (var action in (string[])["s3:*", "ssm:*", "secretsmanager:*"])
        {
            foreach (var kind in (FaultKind[])[FaultKind.AccessDenied, FaultKind.Unavailable])
            {
                _run.Aws.Faults.Add(new Fault { Action = action, Kind = kind });
                Assert.NotEqual(0, await ShowsNothingAsync("run", "--location", Conf, "--startup-timeout", "1ms"));
                _run.Aws.Faults.Clear();
            }
        }
    }

    [Fact]
    public async Task Not_by_keys_that_are_refused_nor_by_a_command_line_that_is()
    {
        (string, string?)[] keys = [("AWS_CONTAINER_CREDENTIALS_FULL_URI", null), ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", Plants.Mark), ("AWS_SESSION_TOKEN", Plants.Mark)];
        foreach (var words in (string[][])[["validate", Conf], ["discover", "--cluster", "*", "--once", "--write-to", Path.Combine(_run.Folder, "sd.yml")]])
        {
            var (code, output) = await CommandAsync(words, keys);
            Plants.AreNotIn(output, string.Join(' ', words));
            Assert.NotEqual(0, code);
        }

        var file = Path.Combine(_run.Folder, "broken.env");
        await File.WriteAllTextAsync(file, $"KEY=x\n{Plants.Mark} y\n={Plants.Mark}\n", Token);
        foreach (var words in (string[][])[["--set", Plants.Mark], ["--env-file", file], ["--prometheus-http-config", file], ["--set", $"A={Plants.Mark}", "--max-size", "many"]])
        {
            var (code, output) = await CommandAsync(["run", "--location", Conf, .. words]);
            Plants.AreNotIn(output, words[0]);
            Assert.NotEqual(0, code);
        }
    }

    [Fact]
    public async Task Not_by_a_running_launcher_whatever_becomes_of_it()
    {
        Start(("PROMLAUNCHER_LISTEN", "127.0.0.1:0"), ("PROMLAUNCHER_CHECK", "builtin"));
        await LookEverywhereAsync();
        Assert.Equal(0, (await AskAsync("reload")).Code);

        // Refused by the rules.
        _run.Put(Plants.Faulty[1]);
        Assert.NotEqual(0, (await AskAsync("reload")).Code);
        await LookEverywhereAsync();

        // Refused by Prometheus alone; in the first remote_write, for one behind an unchanged one makes it panic at the next reload.
        _run.Put(Plants.Sound.Replace("  headers: {", "  tls_config: {ca_file: /nowhere/ca.pem}\n  headers: {", StringComparison.Ordinal));
        await AskAsync("reload");
        _run.Launcher.WaitFor(static line => line.Contains("rolling back to the previous one", StringComparison.Ordinal));
        _run.Launcher.WaitFor(static line => line.Contains("reload ended", StringComparison.Ordinal));
        await LookEverywhereAsync();

        // Nobody can be asked.
        foreach (var action in (string[])["ssm:*", "s3:*"])
        {
            _run.Aws.Faults.Add(new Fault { Action = action, Kind = FaultKind.AccessDenied });
            await AskAsync("reload");
            await LookEverywhereAsync();
        }
    }

    // Nobody takes what it sends: it is not to wait for that when it stops.
    private void Start(params (string, string?)[] variables) => _run.StartPrometheus(["--storage.remote.flush-deadline=10ms"],
        [.. Variables, ("S3_CONFIG_LOCATION", Conf), ("PROMLAUNCHER_SET", _values[3]), ("PROMLAUNCHER_ENV_FILE", _values[1]), ("PROMLAUNCHER_REFRESH_INTERVAL", "1h"), ("PROMLAUNCHER_SECRETS_REFRESH_INTERVAL", "1ms"), .. variables]);

    private static (string, string?)[] Variables => [.. Plants.Environment, ("W_CONF", Plants.Sound), ("PROMLAUNCHER_LOG_LEVEL", "debug")];

    private Task<(int Code, string Output)> CommandAsync(params string[] words) => CommandAsync(words, []);

    private Task<(int Code, string Output)> CommandAsync(string[] words, (string, string?)[] variables) => _run.CommandAsync(words, [.. Variables, .. variables]);

    private async Task<(int Code, string Output)> AskAsync(params string[] words)
    {
        var answer = await CommandAsync(words);
        Plants.AreNotIn(answer.Output, string.Join(' ', words));
        return answer;
    }

    private async Task<int> ShowsNothingAsync(params string[] words)
    {
        var (code, output) = await CommandAsync([.. words, .. _values]);
        Plants.AreNotIn(output, string.Join(' ', words));
        return code;
    }

    /// <summary>Its log, its pages, what the commands tell of it, and every file but the releases, which hold them on purpose.</summary>
    private async Task LookEverywhereAsync()
    {
        foreach (var words in (string[][])[["status"], ["status", "--format", "json"], ["health"], ["health", "--ready"]]) await AskAsync(words);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        foreach (var page in (string[])["", "-/status", "metrics", "healthz"])
        {
            using var answer = await client.GetAsync(new Uri(_run.Listening(), page), Token);
            Plants.AreNotIn(await answer.Content.ReadAsStringAsync(Token), "/" + page);
        }

        foreach (var file in Directory.EnumerateFiles(_run.Folder, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(_run.Folder, file);
            if (path.StartsWith("data/", StringComparison.Ordinal) || path.StartsWith("state/releases/", StringComparison.Ordinal) || path.StartsWith("state/current/", StringComparison.Ordinal) || path is "values.env" or "state/lock") continue;
            Plants.AreNotIn(await File.ReadAllTextAsync(file, Token), path);
        }

        // Lines of Prometheus's own, which name the code that wrote them, are its own matter.
        foreach (var line in _run.Launcher.Output.Split('\n').Where(static line => !line.Contains(" caller=", StringComparison.Ordinal))) Plants.AreNotIn(line, "the log");
    }
}
