using PromLauncher.Native;
using PromLauncher.Supervision;

namespace PromLauncher.Tests.Supervision;

public sealed class SignalQueueTest
{
    private const int User1 = 10;
    private const int User2 = 12;

    private readonly SignalQueue _queue = new() { Overdue = null };

    [Fact]
    public void What_came_before_the_child_reaches_it_in_order()
    {
        var got = new List<int>();
        foreach (var signal in (int[])[User2, User1, 64, 35]) _queue.Receive(signal);
        _queue.ForwardTo(got.Add);
        _queue.Receive(User2);
        Assert.Equal([User2, User1, 64, 35, User2], got);
    }

    [Fact]
    public async Task A_hangup_asks_to_fetch_and_never_reaches_the_child()
    {
        var got = new List<int>();
        _queue.Receive(SignalNumber.Hangup);
        _queue.ForwardTo(got.Add);
        _queue.Receive(SignalNumber.Hangup);
        await _queue.WaitForHangupAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        var next = _queue.WaitForHangupAsync(CancellationToken.None);
        Assert.False(next.IsCompleted);
        _queue.Receive(SignalNumber.Hangup);
        await next.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Empty(got);
    }

    [Fact]
    public void Terminal_signals_are_dropped()
    {
        var got = new List<int>();
        _queue.ForwardTo(got.Add);
        _queue.Receive(SignalNumber.TerminalInput);
        _queue.Receive(SignalNumber.TerminalOutput);
        Assert.Empty(got);
    }

    [Theory]
    [InlineData(SignalNumber.Terminate)]
    [InlineData(SignalNumber.Interrupt)]
    [InlineData(SignalNumber.Quit)]
    public async Task The_first_stop_signal_cancels_and_decides_the_exit_code(int signal)
    {
        _queue.Receive(User1);
        Assert.Equal(0, _queue.StopSignal);
        _queue.Receive(signal);
        _queue.Receive(SignalNumber.Interrupt);
        Assert.Equal((signal, 128 + signal), (_queue.StopSignal, _queue.StopCode));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(TimeSpan.FromSeconds(30), _queue.Stop));
    }

    [Fact]
    public void After_a_stop_signal_nothing_proceeds()
    {
        var done = false;
        Assert.True(_queue.ProceedUnlessStopped(() => done = true));
        Assert.True(done);
        _queue.Receive(SignalNumber.Terminate);
        Assert.False(_queue.ProceedUnlessStopped(() => Assert.Fail("it went on")));
    }

    [Fact]
    public void Signals_between_two_children_reach_the_second()
    {
        var (first, second) = (new List<int>(), new List<int>());
        _queue.ForwardTo(first.Add);
        _queue.Receive(User1);
        _queue.StopForwarding();
        _queue.Receive(User2);
        _queue.ForwardTo(second.Add);
        Assert.Equal([User1], first);
        Assert.Equal([User2], second);
    }

    [Fact]
    public void A_flood_before_the_child_is_bounded()
    {
        var got = 0;
        for (var i = 0; i < 100_000; i++) _queue.Receive(64);
        _queue.ForwardTo(_ => got++);
        Assert.InRange(got, 1, 1024);
    }
}
