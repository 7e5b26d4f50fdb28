using PromLauncher.Aws;
using PromLauncher.Config;
using PromLauncher.Launch;
using PromLauncher.Sources;
using PromLauncher.Supervision;
using PromLauncher.Telemetry;
using PromLauncher.Tests.Discovery.Scan;
using PromLauncher.Tests.Releases;

namespace PromLauncher.Tests.Launch;

/// <summary>A source that changes, fails and comes back, refresh by refresh.</summary>
public sealed class RefreshLoopTest : IDisposable
{
    private readonly LauncherFixture _launcher = new();
    private readonly AwsContext _aws = new(new AwsOptions
    {
        Environment = static name => name switch { "AWS_REGION" => "eu-west-1", "AWS_EC2_METADATA_DISABLED" => "true", _ => null },
    });
    private readonly FakeSource _source = new();
    private readonly SignalQueue _signals = new();
    private readonly RefreshLoop _loop;
    private int _reloads;

    public RefreshLoopTest()
    {
        _launcher.Store.Publish(StateDir.Configuration(_source.Text));
        _loop = Loop(_launcher.Time, TimeSpan.FromMinutes(1));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RefreshLoop Loop(TimeProvider time, TimeSpan interval)
    {
        var log = _launcher.Log;
        var options = new ConfigurationOptions();
        var target = new PrometheusTarget { Version = new PrometheusVersion(3, 5), Promtool = new PromtoolFinder(new PrometheusVersion(3, 5), "/nowhere/prometheus", "/nowhere", null) };
        var resolver = new PlaceholderResolver(GivenVariables.Read(options), static _ => null, new AwsValues(_aws), TimeSpan.Zero);
        var loader = new ConfigurationLoader(_source, LauncherFixture.Location, Task.FromResult(target), new PlaceholderExpansion(options, resolver, log), new ConfigurationChecker(CheckMode.Builtin, _launcher.Time, log), _launcher.Time, log);
        var reloads = new Reloads(
            _launcher.Store, new Counting(() => _reloads++), LauncherFixture.Location, null, new ReloadBound(null, TimeSpan.Zero), _launcher.State, _launcher.Time, log);
        reloads.Started();
        return new RefreshLoop(loader, reloads, new RefreshPlan(interval, UntilFirstSuccess: false), _signals, _launcher.State, time, new NoJitter(), log);
    }

    public void Dispose()
    {
        _signals.Dispose();
        _aws.Dispose();
        _launcher.Dispose();
    }

    [Fact]
    public async Task A_source_that_is_down_for_hours_is_reported_when_it_begins_and_when_it_is_over()
    {
        await RefreshAsync();
        _source.Failure = new FailureException(FailureKind.Unavailable, "S3 is down") { Transient = true };
        for (var minute = 0; minute < 300; minute++)
        {
            await RefreshAsync();
            _launcher.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(1, _launcher.Lines("level=ERROR"));
        Assert.Equal("S3 is down", _launcher.Status.FetchFailure);
        Assert.Equal(300, _launcher.Status.FetchesFailed);
        _source.Failure = null;
        _source.Text = "global: {scrape_interval: 2m}\n";
        Assert.True((await RefreshAsync()).IsDone);
        Assert.Equal(1, _launcher.Lines("can be fetched again"));
        Assert.Null(_launcher.Status.FetchFailure);
        Assert.Equal(1, _reloads);
    }

    [Fact]
    public async Task An_invalid_one_is_reported_once_and_never_applied()
    {
        _source.Text = "globall: {}\n";
        for (var i = 0; i < 10; i++) Assert.Contains("invalid", (await RefreshAsync()).Text);
        Assert.Equal(1, _launcher.Lines("the new configuration is refused"));
        Assert.Equal(1, _launcher.Lines("msg=refused"));
        Assert.True(_launcher.Status.IsRefused);
        Assert.Equal(0, _reloads);
        Assert.Equal("global: {}\n", File.ReadAllText(Path.Combine(_launcher.Dir.Current, "prometheus.yml")));
        _source.Text = "global: {}\n";
        Assert.True((await RefreshAsync()).IsDone);
        Assert.False(_launcher.Status.IsRefused);
        Assert.Equal(0, _reloads);
    }

    [Fact]
    public async Task Of_very_many_findings_the_first_are_logged_and_how_many_more_there_are()
    {
        _source.Text = string.Concat(Enumerable.Range(0, 1000).Select(static i => $"unknown{i}: 1\n"));
        Assert.False((await RefreshAsync()).IsDone);
        Assert.Equal(50, _launcher.Lines("id=unknown-field"));
        Assert.Equal(1, _launcher.Lines("findings=950"));
        Assert.Equal(1, _launcher.Lines($"promlauncher validate {LauncherFixture.Location}"));
    }

    [Fact]
    public async Task A_placeholder_that_can_not_be_asked_for_does_not_fetch_the_file_again_and_again()
    {
        _source.Text = "scrape_configs: [{job_name: a, authorization: {credentials: \"${ssm:/a}\"}, static_configs: [{targets: [a]}]}]\n";
        for (var i = 0; i < 5; i++) Assert.False((await RefreshAsync()).IsDone);
        Assert.Equal(1, _launcher.Lines("msg=fetched"));
        Assert.True(_launcher.Lines("level=ERROR") == 1, _launcher.Logged);
        Assert.Equal(1, _source.Given);
        Assert.Equal(5, _launcher.Status.FetchesFailed);
    }

    [Fact]
    public async Task What_can_not_be_written_is_reported_once_and_tried_again()
    {
        _source.Text = "global: {scrape_interval: 2m}\n";
        Directory.Move(_launcher.Dir.Releases, _launcher.Dir.Releases + ".away");
        await File.WriteAllTextAsync(_launcher.Dir.Releases, "a file in its place", Token);
        for (var i = 0; i < 3; i++) Assert.Contains("could not be applied", (await RefreshAsync()).Text);
        Assert.Equal(1, _launcher.Lines("could not be applied"));
        File.Delete(_launcher.Dir.Releases);
        Directory.Move(_launcher.Dir.Releases + ".away", _launcher.Dir.Releases);
        Assert.True((await RefreshAsync()).IsDone);
        Assert.Equal(1, _launcher.Lines("can be applied again"));
        Assert.Equal(1, _reloads);
    }

    [Fact]
    public async Task A_bug_ends_one_refresh_and_not_the_loop()
    {
        _source.Failure = new InvalidOperationException("a secret");
        Assert.Contains("bug", (await RefreshAsync()).Text);
        Assert.Contains("bug", (await RefreshAsync()).Text);
        Assert.Equal(1, _launcher.Lines("InvalidOperationException"));
        Assert.DoesNotContain("a secret", _launcher.Logged);
        _source.Failure = null;
        Assert.True((await RefreshAsync()).IsDone);
    }

    [Fact]
    public async Task A_request_is_answered_even_when_the_clock_never_ticks()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var answered = new SemaphoreSlim(0);
        _launcher.State.Changed += status =>
        {
            if (status.LastRequest is not null && status.RequestsEnded == status.RequestsTaken) answered.Release();
        };
        var running = _loop.RunAsync(stop.Token);
        _signals.Receive(1);
        await answered.WaitAsync(Token);
        Assert.True(_launcher.Status.LastRequest!.Value.IsDone);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task No_request_is_lost_in_the_moment_in_which_a_pause_ends()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = Loop(TimeProvider.System, TimeSpan.FromMilliseconds(1)).RunAsync(stop.Token);
        for (var i = 1; i <= 500; i++)
        {
            _signals.Receive(1);
            await PromLauncher.Tests.EndToEnd.Launched.UntilAsync(() => _launcher.Status.RequestsEnded >= i, $"request {i} was lost");
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private Task<RefreshResult> RefreshAsync() => _loop.RefreshAsync(asked: false, Token);

    private sealed class Counting(Action reload) : IReloadable
    {
        public Task<ReloadOutcome> ReloadAsync(TimeSpan bound, Action<ReloadOutcome> overdue, CancellationToken cancellation)
        {
            reload();
            return Task.FromResult(ReloadOutcome.Confirmed);
        }
    }

    private sealed class FakeSource : ISource
    {
        private (string Text, Snapshot Snapshot)? _last;

        public string Text { get; set; } = "global: {}\n";

        public Exception? Failure { get; set; }

        /// <summary>How often it gave something new.</summary>
        public int Given { get; private set; }

        public Task<Snapshot> FetchAsync(Snapshot? previous, CancellationToken cancellation)
        {
            if (Failure is not null) throw Failure;
            if (_last is var (text, snapshot) && text == Text && ReferenceEquals(snapshot, previous)) return Task.FromResult(previous);
            Given++;
            var made = new Snapshot(StateDir.Configuration(Text), "prometheus.yml", "v");
            _last = (Text, made);
            return Task.FromResult(made);
        }
    }
}
