using PromLauncher.Launch;
using PromLauncher.Releases;
using PromLauncher.Supervision;
using PromLauncher.Telemetry;
using PromLauncher.Tests.Releases;

namespace PromLauncher.Tests.Launch;

/// <summary>What is put in place, taken back and tried again, with a Prometheus that answers as a test says.</summary>
public sealed class ReloadsTest : IDisposable
{
    private readonly LauncherFixture _launcher = new();
    private readonly FakeChild _child;
    private readonly Reloads _reloads;

    public ReloadsTest()
    {
        _launcher.Store.MarkGood(_launcher.Store.Publish(Candidate("first").Files), LauncherFixture.Location, "prometheus.yml");
        _child = new FakeChild(Path.Combine(_launcher.Dir.Current, "prometheus.yml"));
        _reloads = New();
        _reloads.Started();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _launcher.Dispose();

    [Fact]
    public async Task What_Prometheus_takes_runs_and_is_good()
    {
        Assert.True((await ApplyAsync("second"))!.Value.IsDone);
        Assert.Equal(["second"], _child.Read);
        Assert.Equal(_launcher.Store.Current!.Hash, _launcher.Store.LastGood(LauncherFixture.Location, "prometheus.yml")!.Hash);
        Assert.Contains("nothing has changed", (await ApplyAsync("second"))!.Value.Text);
        Assert.Equal(["second"], _child.Read);
    }

    [Fact]
    public async Task What_Prometheus_refuses_is_tried_again_after_1_5_15_and_then_every_60_minutes()
    {
        _child.Refuses = "bad";
        var tries = new List<int>();
        for (var minute = 0; minute <= 210; minute++)
        {
            var before = _child.Read.Count;
            await ApplyAsync("bad");
            if (_child.Read.Count > before)
            {
                Assert.Equal(["bad", "first"], _child.Read.Skip(before));
                tries.Add(minute);
            }

            Assert.Equal("first", _child.Content());
            _launcher.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([0, 1, 6, 21, 81, 141, 201], tries);
        Assert.Equal(7, _launcher.Status.Rollbacks);
        Assert.False(_launcher.Status.IsLastReloadSuccessful);
        Assert.NotNull(_launcher.Status.RefusedRelease);
        Assert.Equal(7, _launcher.Lines("rolling back to the previous one"));
        Assert.NotEqual(ContentHash.Of(Candidate("bad").Files), _launcher.Store.LastGood(LauncherFixture.Location, "prometheus.yml")!.Hash);
        Assert.Single(Directory.GetDirectories(_launcher.Dir.Releases));
    }

    [Fact]
    public async Task A_refused_one_that_is_taken_later_runs()
    {
        _child.Refuses = "late";
        await ApplyAsync("late");
        _child.Refuses = null;
        _launcher.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.False((await ApplyAsync("late"))!.Value.IsDone);
        _launcher.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await ApplyAsync("late"))!.Value.IsDone);
        Assert.Equal(["late", "first", "late"], _child.Read);
        Assert.True(_launcher.Status.IsLastReloadSuccessful);
        Assert.Null(_launcher.Status.RefusedRelease);
    }

    [Fact]
    public async Task A_refused_one_is_tried_at_once_when_a_person_asks_or_something_else_ran_between()
    {
        _child.Refuses = "bad";
        await ApplyAsync("bad");
        Assert.Contains("refused", (await ApplyAsync("bad", asked: true))!.Value.Text);
        Assert.Equal(["bad", "first", "bad", "first"], _child.Read);
        await ApplyAsync("other");
        await ApplyAsync("bad");
        Assert.Equal(["other", "bad", "other"], _child.Read.Skip(4));
        await ApplyAsync("other");
        Assert.True(_launcher.Status.IsLastReloadSuccessful);
        Assert.Null(_launcher.Status.RefusedRelease);
    }

    [Fact]
    public async Task A_clock_that_is_set_hurries_and_delays_nothing()
    {
        _child.Refuses = "bad";
        await ApplyAsync("bad");
        _launcher.Time.Set(_launcher.Time.GetUtcNow() + TimeSpan.FromDays(365));
        await ApplyAsync("bad");
        Assert.Equal(2, _child.Read.Count);
        _launcher.Time.Set(_launcher.Time.GetUtcNow() - TimeSpan.FromDays(3650));
        _launcher.Time.Advance(TimeSpan.FromMinutes(1));
        await ApplyAsync("bad");
        Assert.Equal(4, _child.Read.Count);
    }

    [Fact]
    public async Task While_a_reload_is_pending_the_new_one_stays_in_place_and_no_second_SIGHUP_is_sent()
    {
        _child.Pending = new TaskCompletionSource<ReloadOutcome>();
        var reload = ApplyAsync("slow");
        Assert.False(reload.IsCompleted);
        Assert.Equal("slow", _child.Content());
        Assert.Equal(_launcher.Store.Current!.Hash, _launcher.Status.PendingRelease);
        _child.Pending.SetResult(ReloadOutcome.Confirmed);
        Assert.True((await reload)!.Value.IsDone);
        Assert.Equal(["slow"], _child.Read);
        Assert.Null(_launcher.Status.PendingRelease);
    }

    [Fact]
    public async Task What_nobody_can_confirm_stays_and_is_not_good_and_leaves_no_heap_of_releases()
    {
        _child.Outcome = ReloadOutcome.Unknown;
        foreach (var text in (string[])["a", "b", "c"]) Assert.Contains("unknown", (await ApplyAsync(text))!.Value.Text);
        Assert.Equal("c", _child.Content());
        Assert.Equal(0, _launcher.Status.Rollbacks);
        Assert.Equal(2, Directory.GetDirectories(_launcher.Dir.Releases).Length);
        Assert.Equal(ContentHash.Of(Candidate("first").Files), _launcher.Store.LastGood(LauncherFixture.Location, "prometheus.yml")!.Hash);
    }

    [Fact]
    public async Task Before_Prometheus_has_started_nothing_is_applied()
    {
        var reloads = New();
        Assert.Null(await reloads.ApplyAsync(Candidate("second"), asked: true, Token));
        Assert.Equal("first", _child.Content());
        reloads.Started();
        Assert.True((await reloads.ApplyAsync(Candidate("second"), asked: false, Token))!.Value.IsDone);
    }

    [Fact]
    public async Task A_way_back_that_could_not_be_written_is_gone_later()
    {
        _child.Refuses = "bad";
        var folder = Path.Combine(_launcher.Dir.Releases, _launcher.Store.Current!.Hash);
        _child.Reading = () => Directory.Move(folder, folder + ".away");
        await Assert.ThrowsAsync<FailureException>(() => ApplyAsync("bad"));
        Directory.Move(folder + ".away", folder);
        _child.Reading = null;
        await ApplyAsync("bad");
        Assert.Equal("first", _child.Content());
        Assert.Equal(["bad", "first"], _child.Read);
    }

    [Fact]
    public async Task A_second_refusal_on_the_way_back_is_reported()
    {
        _child.Outcome = ReloadOutcome.Failed;
        Assert.Contains("too", (await ApplyAsync("bad"))!.Value.Text);
        Assert.Equal("first", _child.Content());
        Assert.Equal(1, _launcher.Lines("may run parts of both"));
    }

    /// <summary>Prometheus drops a queue that stays when a later client can't be made, and panics when the next reload starts it again.</summary>
    [Theory]
    [InlineData("a", "a b", true)]
    [InlineData("a", "a a", true)]
    [InlineData("a b", "a c b", true)]
    [InlineData("a", "b a", false)]
    [InlineData("a", "b", false)]
    [InlineData("a b", "b a", false)]
    [InlineData("", "a b", false)]
    public async Task Where_a_queue_may_be_lost_no_further_SIGHUP_is_sent(string before, string after, bool mayBeLost)
    {
        await ApplyAsync("with queues", queues: before);
        _child.Refuses = "bad";
        var told = (await ApplyAsync("bad", queues: after))!.Value;
        Assert.False(told.IsDone);
        Assert.Equal("with queues", _child.Content());
        Assert.Equal(mayBeLost ? ["with queues", "bad"] : ["with queues", "bad", "with queues"], _child.Read);
        Assert.Equal(mayBeLost, _launcher.Status.IsRestartNeeded);
        if (!mayBeLost) return;

        _launcher.Time.Advance(TimeSpan.FromHours(2));
        foreach (var text in (string[])["bad", "corrected", "corrected", "with queues"])
            Assert.Contains("restart the task", (await ApplyAsync(text, asked: true, queues: before))!.Value.Text);
        Assert.Equal(2, _child.Read.Count);
        Assert.Equal("with queues", _child.Content());
        Assert.Equal(1, _launcher.Lines("level=ERROR"));
        Assert.Equal(2, _launcher.Lines("a newer configuration is available"));
        Assert.False(_launcher.Status.IsLastReloadSuccessful);
    }

    private static Candidate Candidate(string text, string queues = "") => new()
    {
        Version = $"version of {text}",
        Files = StateDir.Configuration(text),
        MainFile = "prometheus.yml",
        Findings = [],
        Queues = queues.Split(' ', StringSplitOptions.RemoveEmptyEntries),
    };

    private Reloads New() => new(
        _launcher.Store, _child, LauncherFixture.Location, Candidate("first"), new ReloadBound(null, TimeSpan.FromSeconds(20)), _launcher.State, _launcher.Time, _launcher.Log);

    private Task<RefreshResult?> ApplyAsync(string text, bool asked = false, string queues = "") => _reloads.ApplyAsync(Candidate(text, queues), asked, Token);

    private sealed class FakeChild(string file) : IReloadable
    {
        /// <summary>What it read at each reload.</summary>
        public List<string> Read { get; } = [];

        public string? Refuses { get; set; }

        public ReloadOutcome Outcome { get; set; } = ReloadOutcome.Confirmed;

        public TaskCompletionSource<ReloadOutcome>? Pending { get; set; }

        public Action? Reading { get; set; }

        public string Content() => File.ReadAllText(file);

        public Task<ReloadOutcome> ReloadAsync(TimeSpan bound, Action<ReloadOutcome> overdue, CancellationToken cancellation)
        {
            Read.Add(Content());
            Reading?.Invoke();
            if (Pending is not null) return Pending.Task;
            return Task.FromResult(Read[^1] == Refuses ? ReloadOutcome.Failed : Outcome);
        }
    }
}
