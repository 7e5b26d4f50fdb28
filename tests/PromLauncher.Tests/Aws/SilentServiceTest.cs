using Microsoft.AspNetCore.Http;
using PromLauncher.Aws;

namespace PromLauncher.Tests.Aws;

/// <summary>Services that take a request and never answer it.</summary>
public sealed class SilentServiceTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ssm")]
    [InlineData("secretsmanager")]
    public async Task Each_name_is_reported_as_out_of_reach_and_the_service_is_waited_for_once(string scheme)
    {
        var time = new TimeUp();
        await using var silent = await StubServer.StartAsync(context => HangAsync(context, time));
        using var aws = Context(silent, time);
        AwsName[] names = [.. Enumerable.Range(0, 23).Select(number => new AwsName(scheme, $"/p/{number}"))];
        var values = await new AwsValues(aws).ResolveAsync(names, TimeSpan.Zero, Stop).WaitAsync(Patience, Stop);
        Assert.Equal(23, values.Count);
        Assert.All(values.Values, static value => Assert.Equal(AwsValueOutcome.Unreachable, value.Outcome));
        Assert.All(values.Values, static value => Assert.Contains("it did not answer in time", value.Problem, StringComparison.Ordinal));
        Assert.Equal(1, time.Limits);
    }

    [Theory]
    [InlineData("ssm", """{"Parameters": [{"Name": "/p", "Value": "1", "Version": 1}]}""")]
    [InlineData("secretsmanager", """{"SecretString": "1"}""")]
    public async Task A_refresh_keeps_the_old_value(string scheme, string answer)
    {
        var time = new TimeUp();
        var isSilent = false;
        await using var store = await StubServer.StartAsync(context => isSilent ? HangAsync(context, time) : context.Response.WriteAsync(answer));
        using var aws = Context(store, time);
        var values = new AwsValues(aws);
        AwsName name = new(scheme, "/p");
        Assert.Equal("1", (await values.ResolveAsync([name], TimeSpan.Zero, Stop))[name].Text);
        isSilent = true;
        var kept = (await values.ResolveAsync([name], TimeSpan.Zero, Stop).WaitAsync(Patience, Stop))[name];
        Assert.Equal(("1", true), (kept.Text, kept.IsStale));
    }

    [Fact]
    public async Task Sts_is_not_waited_for_for_ever_either()
    {
        var time = new TimeUp();
        await using var silent = await StubServer.StartAsync(context => HangAsync(context, time));
        using var aws = Context(silent, time);
        var value = (await new AwsValues(aws).ResolveAsync([new("aws", "account_id")], TimeSpan.Zero, Stop).WaitAsync(Patience, Stop)).Values.Single();
        Assert.Equal(AwsValueOutcome.Unreachable, value.Outcome);
    }

    [Fact]
    public async Task A_role_that_can_not_be_assumed_in_time_keeps_nobody_waiting()
    {
        var time = new TimeUp();
        await using var silent = await StubServer.StartAsync(context => HangAsync(context, time));
        using var aws = Context(silent, time);
        var role = aws.AssumeRole("arn:aws:iam::999999999999:role/scan", null);
        var failure = await Assert.ThrowsAsync<PromLauncher.Telemetry.FailureException>(() => role.Credentials.GetCredentialsAsync().WaitAsync(Patience, Stop));
        Assert.Contains("role/scan can't be reached", failure.Message, StringComparison.Ordinal);
    }

    private static AwsContext Context(StubServer server, TimeProvider time)
    {
        using var given = TestAws.At(server.Url);
        return new AwsContext(given.Options with { Time = time });
    }

    private static async Task HangAsync(HttpContext context, TimeUp time)
    {
        time.IsUp.TrySetResult();
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>A clock whose timers all end once a test says so.</summary>
    private sealed class TimeUp : TimeProvider
    {
        private int _limits;

        public TaskCompletionSource IsUp { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>How many timers there have been.</summary>
        public int Limits => _limits;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref _limits);
            var timer = System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
            IsUp.Task.ContinueWith(_ => timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan), TaskScheduler.Default);
            return timer;
        }
    }
}
