using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PromLauncher.Tests.EndToEnd;

[Trait("Category", "Native")]
public sealed class SignalTest
{
    private const int Hangup = 1;
    private const int User1 = 10;
    private const int Terminate = 15;
    private const int Continue = 18;
    private const int TerminalStop = 20;

    public static TheoryData<Mode> Modes => [Mode.Parent, Mode.Init];

    public static TheoryData<Mode> AllModes => [.. Enum.GetValues<Mode>()];

    /// <summary>All but those that can't be caught, report a fault or belong to libc and runtime; and SIGHUP, SIGTTIN, SIGTTOU with meanings of their own.</summary>
    private static IEnumerable<int> Forwardable =>
        Enumerable.Range(2, 63).Except([4, 5, 6, 7, 8, 9, 11, 17, 19, 21, 22, 31, 32, 33, 34]);

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Every_signal_that_can_be_forwarded_reaches_the_child(Mode mode)
    {
        using var launched = new Launched(mode, SignalPrinter.Program, SignalPrinter.Arguments());
        launched.Process.WaitFor("ready");
        foreach (var signal in Forwardable.Where(static signal => signal != Terminate).Append(Terminate))
        {
            launched.Signal(signal);
            Assert.Equal($"signal {signal}", launched.Process.WaitFor("signal"));
        }

        Assert.Equal(0, await launched.Process.ExitAsync());
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Hangup_and_the_terminals_signals_do_not_reach_the_child(Mode mode)
    {
        using var launched = new Launched(mode, SignalPrinter.Program, SignalPrinter.Arguments());
        launched.Process.WaitFor("ready");
        foreach (var signal in (int[])[Hangup, 21, 22, User1, Terminate]) launched.Signal(signal);
        Assert.Equal(0, await launched.Process.ExitAsync());
        var signals = launched.Process.Output.Split('\n').Where(static line => line.StartsWith("signal", StringComparison.Ordinal)).Order();
        Assert.Equal(["signal 10", "signal 15"], signals);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task The_child_can_be_stopped_and_continued(Mode mode)
    {
        using var launched = new Launched(mode, "/bin/sh", ["-c", "echo ready; read line"]);
        launched.Process.WaitFor("ready");
        var child = Assert.Single(Launched.Children(launched.Id));
        launched.Signal(TerminalStop);
        await Launched.UntilAsync(() => Launched.Status(child, "State").StartsWith('T'), "the child did not stop");
        launched.Signal(Continue);
        await Launched.UntilAsync(() => Launched.Status(child, "State").StartsWith('S'), "the child did not go on");
        launched.Signal(Terminate);
        Assert.Equal(128 + Terminate, await launched.Process.ExitAsync());
    }

    [Theory]
    [MemberData(nameof(AllModes))]
    public async Task The_child_starts_with_a_clean_signal_state(Mode mode)
    {
        var (_, output) = await Launched.ShellAsync(mode, "while read name value; do case $name in Sig[BI]*) echo $name $value;; esac; done < /proc/$$/status");
        Assert.Contains("SigBlk: 0000000000000000", output, StringComparison.Ordinal);
        Assert.Contains("SigIgn: 0000000000000000", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Mode.Parent)]
    [InlineData(Mode.Exec)]
    public async Task A_signal_ignored_by_inheritance_stays_ignored(Mode mode)
    {
        using var folder = new Supervision.TestFolder();
        const string Script = "while read name value; do case $name in SigI*) echo $name $value;; esac; done < /proc/$$/status";
        using var nohup = new Supervision.RunningProcess("/bin/sh",
            ["-c", "trap '' HUP; exec \"$0\" run --prometheus /bin/sh -- -c \"$1\"", Repository.Binary, Script], Launched.Variables(mode, folder));
        Assert.Equal("SigIgn: 0000000000000001", nohup.WaitFor("SigIgn"));
        Assert.Equal(0, await nohup.ExitAsync());
    }

    [Theory]
    [InlineData(Mode.Parent, 2)]
    [InlineData(Mode.Parent, 3)]
    [InlineData(Mode.Parent, 15)]
    [InlineData(Mode.Exec, 15)]
    [InlineData(Mode.Init, 2)]
    [InlineData(Mode.Init, 15)]
    public async Task A_stop_signal_during_the_download_ends_it(Mode mode, int signal)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var location = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/prometheus.yml");
        using var launched = new Launched(mode, "/bin/sh", ["-c", "echo it was started"], ("PROMLAUNCHER_LOCATION", location), ("PROMLAUNCHER_ALLOW_HTTP", "true"));
        using var connection = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        launched.Signal(signal);
        Assert.Equal(128 + signal, await launched.Process.ExitAsync());
        Assert.DoesNotContain("it was started\n", launched.Process.Output + "\n", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_that_does_not_stop_is_killed_after_the_stop_timeout()
    {
        using var launched = new Launched(Mode.Parent, SignalPrinter.Program, SignalPrinter.Arguments(ends: 2), ("PROMLAUNCHER_STOP_TIMEOUT", "300ms"));
        launched.Process.WaitFor("ready");
        launched.Signal(Terminate);
        Assert.Equal(128 + 9, await launched.Process.ExitAsync());
        Assert.Contains("signal 15", launched.Process.Output, StringComparison.Ordinal);
    }
}
