using System.Globalization;
using PromLauncher.LocalAws;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>Many hours of a launcher's life in a minute: refreshes without pause, changes good and bad, a source that fails in every way, kills.</summary>
[Trait("Category", "Native")]
[Trait("Category", "Soak")]
public sealed class ReloadSoakTest : IAsyncLifetime
{
    /// <summary>What the launcher may have resident, in KiB.</summary>
    private const int Most = 25 * 1024;

    private const string Policy = """{"Statement": [{"Effect": "Allow", "Action": ["s3:*", "ssm:GetParameters"], "Resource": "*"}]}""";

    private static readonly int Seed = PromLauncher.Tests.Seed.Value;

    private readonly Random _random = new(Seed);
    private CloudRun _run = null!;
    private string _valid = "";

    public async ValueTask InitializeAsync()
    {
        _run = await CloudRun.CreateAsync(Policy);
        _run.Aws.Parameters.Put("/token", "t0");
    }

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    [Fact]
    public async Task After_many_changes_and_faults_it_runs_the_last_valid_content_and_has_grown_by_nothing()
    {
        PutValid(0);
        Start();
        var launcher = _run.Launcher.Id;
        var rounds = Soak.Rounds(60);
        (int Memory, int Descriptors)? early = null;
        for (var round = 1; round <= rounds; round++)
        {
            await DisturbAsync(round);
            await SettleAsync(round);
            if (round == rounds / 3) early = (Anonymous(launcher), Descriptors(launcher));
        }

        _run.Aws.Faults.Clear();
        PutValid(rounds + 1);
        await SettleAsync(rounds + 1);
        Assert.InRange(Descriptors(launcher), 1, early!.Value.Descriptors + 8);
        Assert.DoesNotContain(Launched.Children(launcher), static child => Launched.Status(child, "State").StartsWith('Z'));
        Assert.Single(Launched.Children(launcher));
        Assert.InRange(Anonymous(launcher), 0, early.Value.Memory + 3 * 1024);
        Assert.InRange(Resident(launcher), 0, Most);
        Assert.DoesNotContain("a bug in promlauncher", _run.Launcher.Output);
        Assert.InRange(Directory.GetDirectories(Path.Combine(_run.Folder, "state", "releases")).Length, 1, 3);
    }

    [Fact]
    public async Task Killed_at_any_moment_it_comes_back_with_the_last_good_release_while_S3_is_down()
    {
        PutValid(0);
        Start();
        for (var round = 1; round <= Soak.Rounds(8); round++)
        {
            var before = _valid;
            PutValid(round);
            if (_random.Next(2) == 0) await SettleAsync(round);
            await Task.Delay(_random.Next(120), TestContext.Current.CancellationToken);
            await KillAsync();

            // Whether the change was in place when it died only the dice know: the one before is as good.
            _run.Aws.Faults.Add(new Fault { Action = "s3:*", Kind = FaultKind.Reset });
            Start(startupTimeout: "1s");
            var running = await _run.RunningConfigurationAsync();
            Assert.True(running.Contains(_valid, StringComparison.Ordinal) || running.Contains(before, StringComparison.Ordinal), Message(round, running));
            _run.Aws.Faults.Clear();
            await SettleAsync(round);
        }
    }

    /// <summary>One thing that happens in a long life.</summary>
    private async Task DisturbAsync(int round)
    {
        switch (_random.Next(10))
        {
            case 0 or 1 or 2:
                PutValid(round);
                break;
            case 3:
                _run.Put($"globall: {{}} # {round}\n");
                break;
            case 4:
                _run.Put($"{Job(round)}remote_write: [{{url: 'http://127.0.0.1:1/', tls_config: {{ca_file: /nowhere/{round}.pem}}}}]\n");
                break;
            case 5:
                _run.Aws.S3.Find("conf")!.Delete("prometheus.yml");
                break;
            case 6:
                _run.Aws.Parameters.Put("/token", $"t{round}");
                break;
            case 7:
                using (var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }))
                {
                    foreach (var path in (string[])["", "metrics", "healthz", "-/status", "nothing"])
                    {
                        using var answer = await client.GetAsync(new Uri(_run.Listening(), path), TestContext.Current.CancellationToken);
                    }
                }

                break;
            case 8:
                _run.Launcher.Signal(1);
                break;
            default:
                var kind = (FaultKind[])[FaultKind.Unavailable, FaultKind.InternalError, FaultKind.Reset, FaultKind.Truncate, FaultKind.AccessDenied, FaultKind.Throttle];
                _run.Aws.Faults.Add(new Fault { Action = "s3:*", Kind = kind[_random.Next(kind.Length)], Times = _random.Next(1, 4) });
                break;
        }

        Assert.Equal(0, (await _run.CommandAsync("health", "--for", "run")).Code);
    }

    /// <summary>Whatever was put there: Prometheus runs the last valid content.</summary>
    private async Task SettleAsync(int round)
    {
        var asked = (Code: 0, Output: "");
        for (var i = 0; i < 20; i++)
        {
            asked = await _run.CommandAsync("reload");
            var running = await _run.RunningConfigurationAsync();
            if (running.Contains(_valid, StringComparison.Ordinal)) return;
        }

        Assert.Fail(Message(round, asked.Output));
    }

    private void PutValid(int round)
    {
        _valid = $"job_name: job-{round}\\n";
        _run.Put(Job(round));
    }

    private static string Job(int round) =>
        $"scrape_configs:\n- job_name: job-{round}\n  authorization: {{credentials: '${{ssm:/token}}'}}\n  static_configs: [{{targets: ['127.0.0.1:1']}}]\n";

    /// <summary>With a last good configuration there is no need to wait for an S3 that is down; without one a busy machine may take its time.</summary>
    private void Start(string startupTimeout = "2m") => _run.StartPrometheus([], ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"), ("PROMLAUNCHER_REFRESH_INTERVAL", "20ms"),
        ("PROMLAUNCHER_SECRETS_REFRESH_INTERVAL", "1ms"), ("PROMLAUNCHER_STARTUP_TIMEOUT", startupTimeout), ("PROMLAUNCHER_LISTEN", "127.0.0.1:0"));

    private async Task KillAsync()
    {
        var children = Launched.Children(_run.Launcher.Id);
        _run.Launcher.Signal(9);

        // As in a container, whose PID 1 takes all with it.
        foreach (var child in children) Native.ProcessGroup.Signal(child, 9);
        await _run.Launcher.ExitAsync();
        await Launched.UntilAsync(() => children.All(static child => Launched.Status(child, "State") is "" or ['Z', ..]), "a child lives on");
    }

    private string Message(int round, string more) => $"TEST_SEED={Seed}, round {round}: {_valid} does not run\n{more}\n{_run.Launcher.Output}";

    private static int Anonymous(int process) => Kibibytes(process, "RssAnon");

    private static int Resident(int process) => Kibibytes(process, "VmRSS");

    private static int Kibibytes(int process, string name) => int.Parse(Launched.Status(process, name).Split(' ')[0], CultureInfo.InvariantCulture);

    private static int Descriptors(int process) => Directory.GetFileSystemEntries($"/proc/{process}/fd").Length;
}
