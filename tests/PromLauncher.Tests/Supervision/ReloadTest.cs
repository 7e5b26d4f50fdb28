using PromLauncher.Supervision;

namespace PromLauncher.Tests.Supervision;

/// <summary>Reloads of a stand-in that does on demand what the real one does once in a while.</summary>
public sealed class ReloadTest : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();
    private readonly List<IDisposable> _open = [];

    private static string TestChild => Path.Combine(AppContext.BaseDirectory, "testchild");

    public void Dispose()
    {
        foreach (var item in _open) item.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("", "", ReloadOutcome.Confirmed)]
    [InlineData("# slow 700", "", ReloadOutcome.Confirmed)]
    [InlineData("# fail", "", ReloadOutcome.Failed)]
    [InlineData("# slow-fail 700", "", ReloadOutcome.Failed)]
    [InlineData("", "--fake.failed", ReloadOutcome.Confirmed)]
    [InlineData("", "--fake.ready-after=1500", ReloadOutcome.Confirmed)]
    [InlineData("", "--web.route-prefix=/prom/", ReloadOutcome.Confirmed)]
    [InlineData("", "--fake.no-metrics", ReloadOutcome.Confirmed)]
    [InlineData("# slow 700", "--fake.no-metrics", ReloadOutcome.Confirmed)]
    [InlineData("# fail", "--fake.no-metrics", ReloadOutcome.Failed)]
    [InlineData("", "--fake.no-metrics --fake.no-api", ReloadOutcome.Unknown)]
    [InlineData("", "--fake.login=u:p", ReloadOutcome.Unknown)]
    public async Task A_reload_ends_as_the_child_says(string config, string flags, ReloadOutcome expected)
    {
        var (child, api) = Start(config, flags);
        var outcome = await new Reload(api, TimeProvider.System).RunAsync(() => child.Signal(1), Long, _ => Assert.Fail("it was called overdue"), Token);
        Assert.Equal(expected, outcome);
        child.WaitFor("reloading");
    }

    [Fact]
    public async Task A_reload_that_does_not_end_is_reported_once_and_still_confirmed_in_the_end()
    {
        var (child, api) = Start("# pending", "");
        var told = 0;
        var outcome = await new Reload(api, TimeProvider.System).RunAsync(() => child.Signal(1), TimeSpan.FromMilliseconds(300), overdue =>
        {
            told++;
            Assert.Equal(ReloadOutcome.Pending, overdue);
            child.Process.StandardInput.WriteLine();
        }, Token);
        Assert.Equal((ReloadOutcome.Confirmed, 1), (outcome, told));
    }

    [Fact]
    public async Task A_second_failure_is_seen_though_it_looks_like_the_first()
    {
        var (child, api) = Start("# fail", "--fake.failed");
        var outcome = await new Reload(api, TimeProvider.System).RunAsync(() => child.Signal(1), TimeSpan.FromMilliseconds(300), _ => { }, Token);
        Assert.Equal(ReloadOutcome.Failed, outcome);
    }

    [Fact]
    public async Task A_child_that_ends_meanwhile_ends_the_waiting()
    {
        var (child, api) = Start("# pending", "");
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var reload = new Reload(api, TimeProvider.System).RunAsync(() => child.Signal(1), Long, _ => { }, ended.Token);
        child.WaitFor("reloading");
        child.Signal(9);
        await child.ExitAsync();
        await ended.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reload);
        Assert.False(await api.AnswersAsync(Token));
    }

    [Fact]
    public async Task A_login_comes_from_the_http_config_file_and_the_files_beside_it()
    {
        _folder.File("password", "p\n");
        var config = _folder.File("http.yml", "basic_auth:\n  username: u\n  password_file: password\n");
        var (child, api) = Start("", "--fake.login=u:p", address => new ChildEndpoint(address) { HttpConfigFile = config });
        Assert.True(await api.IsReadyAsync(Token));
        Assert.Equal(ReloadOutcome.Confirmed, await new Reload(api, TimeProvider.System).RunAsync(() => child.Signal(1), Long, _ => { }, Token));
    }

    [Fact]
    public async Task A_refusal_is_an_answer_but_not_readiness()
    {
        var (_, api) = Start("", "--fake.login=u:p");
        Assert.True(await api.AnswersAsync(Token));
        Assert.False(await api.IsReadyAsync(Token));
        Assert.Null(await api.LastReloadAsync(Token));
    }

    [Fact]
    public async Task For_TLS_the_childs_own_certificate_is_the_one_that_is_trusted()
    {
        var (own, key) = TestCertificate.Write(_folder, "own");
        var (other, _) = TestCertificate.Write(_folder, "other");
        _folder.File("web.yml", "tls_server_config:\n  cert_file: own.pem\n  key_file: own.key\n");
        var (child, trusting) = Start("", $"--fake.certificate={own},{key}", address =>
        {
            var arguments = ChildArguments.Parse([$"--web.listen-address=127.0.0.1:{address.Port}", $"--web.config.file={Path.Combine(_folder.Path, "web.yml")}"]);
            var endpoint = ChildEndpoint.Of(arguments, null, null);
            Assert.Equal(new Uri($"https://127.0.0.1:{address.Port}/"), endpoint.Address);
            return endpoint;
        });
        Assert.True(await trusting.IsReadyAsync(Token));
        Assert.Equal(ReloadOutcome.Confirmed, await new Reload(trusting, TimeProvider.System).RunAsync(() => child.Signal(1), Long, _ => { }, Token));

        var port = child.Output.Split('\n').First(static line => line.StartsWith("listening", StringComparison.Ordinal)).Split(' ')[1];
        using var doubting = new ChildApi(new ChildEndpoint(new Uri($"https://127.0.0.1:{port}/")) { TrustedFile = other });
        Assert.False(await doubting.IsReadyAsync(Token));
        Assert.Null(await doubting.LastReloadAsync(Token));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private (RunningProcess Child, ChildApi Api) Start(string config, string flags, Func<Uri, ChildEndpoint>? endpoint = null)
    {
        var child = new RunningProcess(TestChild, [$"--config.file={_folder.File("prometheus.yml", config + "\n")}", .. flags.Split(' ')]);
        _open.Add(child);
        var port = child.WaitFor("listening").Split(' ')[1];
        var prefix = ChildArguments.Parse(flags.Split(' ')).RoutePrefix;
        var address = new Uri($"http://127.0.0.1:{port}{prefix}/");
        var api = new ChildApi(endpoint is null ? new ChildEndpoint(address) : endpoint(address));
        _open.Add(api);
        return (child, api);
    }
}
