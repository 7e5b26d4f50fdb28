using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using PromLauncher.Launch.Health;

namespace PromLauncher.Tests.Launch.Health;

/// <summary>Health is liveness: what a new task would not mend leaves it healthy.</summary>
public sealed class HealthCheckTest
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    /// <summary>Seconds since the start and since the last attempt to fetch, before there is a Prometheus.</summary>
    [Theory]
    [InlineData(10, null, true)]
    [InlineData(59, null, true)]
    [InlineData(61, null, false)]
    [InlineData(3600, 59, true)]
    [InlineData(3600, 61, false)]
    public void Before_there_is_a_Prometheus_attempts_to_fetch_have_to_end(int started, int? lastFetch, bool healthy) =>
        Assert.Equal(healthy, Check("run", $$"""{"started": {{Ago(started)}}, "fetch": {"last": {{(lastFetch is { } ago ? Ago(ago) : "null")}} }, "child": {} }"""));

    [Theory]
    [InlineData(200, true, true)]
    [InlineData(503, true, false)]
    [InlineData(401, true, false)]
    [InlineData(400, true, false)]
    [InlineData(404, true, false)]
    [InlineData(null, false, false)]
    public void A_Prometheus_that_answers_anything_is_alive_and_one_that_says_so_is_ready(int? status, bool alive, bool ready)
    {
        using var server = new OneAnswer(status);
        var document = $$"""{"child": {{Child(server.Url)}}, "fetch": {"last_success": {{Ago(9000)}} } }""";
        Assert.Equal(alive, Check("run", document));
        Assert.Equal(ready, Check("run", document, new HealthOptions { Ready = true }));
    }

    [Fact]
    public void Behind_TLS_or_a_login_what_the_launcher_saw_counts_as_ready()
    {
        using var server = new OneAnswer(401);
        Assert.True(Check("run", $$"""{"child": {{Child(server.Url, """, "was_ready": true""")}} }""", new HealthOptions { Ready = true }));
    }

    [Fact]
    public void A_Prometheus_that_has_ended_is_not_alive() => Assert.False(Check("run", """{"child": {"pid": 1, "pid_start": 999999999999, "url": "http://127.0.0.1:1/"}}"""));

    /// <summary>The interval, and seconds since the last sign of life.</summary>
    [Theory]
    [InlineData(15, 59, true)]
    [InlineData(15, 61, false)]
    [InlineData(60, 179, true)]
    [InlineData(60, 181, false)]
    public void Discovery_has_three_intervals_and_a_minute_at_least(int interval, int sign, bool healthy) =>
        Assert.Equal(healthy, Check("discover", $$"""{"started": {{Ago(9000)}}, "interval_seconds": {{interval}}, "cycle": {"last_sign": {{Ago(sign)}} } }"""));

    [Theory]
    [InlineData(30, 30, true)]
    [InlineData(30, 90, false)]
    [InlineData(30, null, false)]
    public void Discovery_is_ready_when_its_last_cycle_was_good(int ended, int? success, bool ready)
    {
        var document = $$"""{"interval_seconds": 60, "cycle": {"last_sign": {{Ago(1)}}, "last_ended": {{Ago(ended)}}, "last_success": {{(success is { } ago ? Ago(ago) : "null")}} } }""";
        Assert.True(Check("discover", document));
        Assert.Equal(ready, Check("discover", document, new HealthOptions { Ready = true }));
    }

    [Fact]
    public void The_age_of_the_last_success_counts_only_when_it_is_asked_for()
    {
        var document = $$"""{"started": {{Ago(9000)}}, "fetch": {"last": {{Ago(1)}}, "last_success": {{Ago(600)}} }, "child": {} }""";
        Assert.True(Check("run", document));
        Assert.True(Check("run", document, new HealthOptions { MaxAge = TimeSpan.FromMinutes(11) }));
        Assert.False(Check("run", document, new HealthOptions { MaxAge = TimeSpan.FromMinutes(9) }));
    }

    [Fact]
    public void All_that_run_have_to_be_healthy_and_nobody_is_not()
    {
        var good = Launcher("discover", $$"""{"interval_seconds": 60, "cycle": {"last_sign": {{Ago(1)}} } }""");
        var bad = Launcher("run", $$"""{"started": {{Ago(100)}}, "child": {} }""");
        Assert.True(HealthCheck.Check(new HealthOptions(), [good], Now).IsHealthy);
        Assert.False(HealthCheck.Check(new HealthOptions(), [good, bad], Now).IsHealthy);
        Assert.True(HealthCheck.Check(new HealthOptions { For = "discover" }, [good, bad], Now).IsHealthy);
        Assert.False(HealthCheck.Check(new HealthOptions { For = "run" }, [good], Now).IsHealthy);
        Assert.False(HealthCheck.Check(new HealthOptions(), [], Now).IsHealthy);
    }

    /// <summary>By how much the clock was set since the start an hour ago, how long ago a sign really was, and whether it came after that.</summary>
    [Theory]
    [InlineData(0, 30, false)]
    [InlineData(86400, 30, false)]
    [InlineData(86400, 30, true)]
    [InlineData(-86400, 30, false)]
    [InlineData(-86400, 30, true)]
    [InlineData(86400, 600, false)]
    [InlineData(-86400, 600, false)]
    [InlineData(-86400, 600, true)]
    public void A_clock_that_is_set_changes_no_age(int jump, int age, bool isAfter)
    {
        var start = Now - TimeSpan.FromHours(1) - TimeSpan.FromSeconds(jump);
        var sign = Now - TimeSpan.FromSeconds(age) - TimeSpan.FromSeconds(isAfter ? 0 : jump);
        Assert.Equal(TimeSpan.FromSeconds(age), new LauncherClock(Now, start, TimeSpan.FromHours(1)).Since(sign));
    }

    [Fact]
    public void A_process_knows_its_age()
    {
        var age = ProcessIdentity.Own().Age();
        var expected = DateTime.Now - System.Diagnostics.Process.GetCurrentProcess().StartTime;
        Assert.InRange(age!.Value.TotalSeconds, expected.TotalSeconds - 5, expected.TotalSeconds + 5);
    }

    [Fact]
    public async Task Many_requests_at_once_cost_one_check_and_get_the_known_result()
    {
        using var hangs = new ManualResetEventSlim(true);
        using var begun = new SemaphoreSlim(0);
        var checks = 0;
        var shared = new SharedVerdict(() =>
        {
            Interlocked.Increment(ref checks);
            begun.Release();
            hangs.Wait(TestContext.Current.CancellationToken);
            return new HealthVerdict(checks == 1, []);
        }, TimeProvider.System);
        Assert.True(shared.Get().IsHealthy);
        hangs.Reset();
        await begun.WaitAsync(TestContext.Current.CancellationToken);
        var slow = Task.Run(shared.Get, TestContext.Current.CancellationToken);
        await begun.WaitAsync(TestContext.Current.CancellationToken);
        for (var i = 0; i < 100; i++) Assert.True(shared.Get().IsHealthy);
        hangs.Set();
        Assert.False((await slow).IsHealthy);
        Assert.Equal(2, checks);
    }

    private static string Ago(int seconds) => JsonSerializer.Serialize(Now - TimeSpan.FromSeconds(seconds));

    private static string Child(string url, string more = "") => $$"""{"pid": {{ProcessIdentity.Own().Id}}, "pid_start": {{ProcessIdentity.Own().Start}}, "url": "{{url}}"{{more}} }""";

    /// <summary>A process that starts in the future has no age: nobody can tell whether the clock was set.</summary>
    private static RunningLauncher Launcher(string command, string document) => new(command, new ProcessIdentity(0, 1_000_000_000_000), JsonElement.Parse(document));

    private static bool Check(string command, string document, HealthOptions? options = null) =>
        HealthCheck.Check(options ?? new HealthOptions(), [Launcher(command, document)], Now).IsHealthy;

    /// <summary>Answers every request with one status; null: closes the connection.</summary>
    private sealed class OneAnswer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public OneAnswer(int? status)
        {
            _listener.Start();
            _ = ServeAsync(status);
        }

        public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/prefix/");

        public void Dispose() => _listener.Dispose();

        private async Task ServeAsync(int? status)
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    using var reader = new StreamReader(client.GetStream());
                    var request = await reader.ReadLineAsync() ?? "";
                    while (await reader.ReadLineAsync() is { Length: > 0 })
                    {
                    }

                    if (status is not null) await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {(request.StartsWith("GET /prefix/-/", StringComparison.Ordinal) ? status : 599)} X\r\n\r\n"));
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
            {
                // The test is over.
            }
        }
    }
}
