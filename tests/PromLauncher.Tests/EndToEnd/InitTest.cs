using System.Globalization;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>What is expected of an init beyond signals, exit codes and orphans: the cases of docs/init.md that stand nowhere else.</summary>
[Trait("Category", "Native")]
public sealed class InitTest
{
    public static TheoryData<Mode> Modes => [.. Enum.GetValues<Mode>()];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task The_child_works_in_the_launchers_folder_with_its_environment(Mode mode)
    {
        using var folder = new TestFolder();
        using var launched = new Launched(mode, "/bin/sh", ["-c", "cd /proc/self/cwd && pwd -P; echo \"ODD=$ODD.\""], ("ODD", " a=b\nc "));
        Assert.Equal(0, await launched.Process.ExitAsync());
        Assert.Contains(Directory.GetCurrentDirectory(), launched.Process.Output.Split('\n'));
        Assert.Contains("ODD= a=b\nc .", launched.Process.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Standard_input_is_the_childs_to_its_end(Mode mode)
    {
        // Prometheus's own flags stand behind the script's name, where a shell passes them on.
        using var launched = new Launched(mode, "/bin/sh", ["/dev/stdin"]);
        await launched.Process.Process.StandardInput.WriteLineAsync("cat; exit 7");
        launched.Process.Process.StandardInput.Close();
        Assert.Equal(7, await launched.Process.ExitAsync());
    }

    [Fact]
    public void A_terminal_is_read_and_written_by_the_child()
    {
        using var folder = new TestFolder();
        using var terminal = new PseudoTerminal();
        using var launcher = terminal.Start(
            ["sh", "-c", "stty -echo -opost; \"$0\" \"$@\"; echo ended $?", Repository.Binary, "run", "--prometheus", "/bin/sh", "--", "-c", "echo ready; tac; exit 5"],
            Launched.Variables(Mode.Parent, folder));
        terminal.WaitFor("(ready)");
        terminal.Type("1\n2\n3\n\u0004");
        terminal.WaitFor("(3\n2\n1\n)");
        Assert.Equal("5", terminal.WaitFor("ended (\\d+)"));
    }

    [Fact]
    public void A_shell_as_the_child_has_job_control()
    {
        using var folder = new TestFolder();
        using var terminal = new PseudoTerminal();
        using var launcher = terminal.Start([Repository.Binary, "run", "--prometheus", "/bin/bash", "--", "-c", "exec bash --norc -im"], Launched.Variables(Mode.Parent, folder));
        terminal.Type("echo \"flags=$-.\"\n");
        Assert.Contains('m', terminal.WaitFor("flags=([a-zA-Z]+)\\."));
        Assert.DoesNotContain("no job control", terminal.Output, StringComparison.Ordinal);
        terminal.Type("exit 0\n");
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Whatever_was_inherited_as_blocked_or_ignored_it_forwards_notices_and_cleans(Mode mode)
    {
        const string Start = "use POSIX ':signal_h'; $SIG{CHLD} = 'IGNORE'; $SIG{PIPE} = 'IGNORE'; sigprocmask(SIG_BLOCK, POSIX::SigSet->new(SIGTERM, SIGUSR1, SIGTTIN, SIGILL)); exec @ARGV or die";
        const string Script = "while read name value; do case $name in Sig[BI]*) echo $name $value;; esac; done < /proc/$$/status; trap 'exit 9' TERM; echo ready; while :; do sleep 0.1; done";
        using var launched = new Launched(mode, "/bin/sh", ["-c", Script], through: ["/usr/bin/perl", "-e", Start]);
        Assert.Equal("SigBlk: 0000000000000000", launched.Process.WaitFor("SigBlk"));
        Assert.Equal("SigIgn: 0000000000000000", launched.Process.WaitFor("SigIgn"));
        launched.Process.WaitFor("ready");
        launched.Signal(15);
        Assert.Equal(9, await launched.Process.ExitAsync());
    }

    [Theory]
    [InlineData(Mode.Parent)]
    [InlineData(Mode.Init)]
    public async Task A_signal_goes_to_the_child_and_not_to_its_children(Mode mode)
    {
        const string Script = "trap 'echo child' USR1; (trap 'echo grandchild; exit' USR1; echo ready; while :; do sleep 0.1; done) & while ! wait; do :; done; while kill -0 $! 2>/dev/null; do wait; done";
        using var launched = new Launched(mode, "/bin/sh", ["-c", Script]);
        launched.Process.WaitFor("ready");
        launched.Signal(10);
        launched.Process.WaitFor("child");
        launched.Signal(10);
        launched.Process.WaitFor("child");
        var child = Launched.Children(launched.Id).Single();
        foreach (var grandchild in Launched.Children(child)) Native.ProcessGroup.Signal(grandchild, 10);
        launched.Process.WaitFor("grandchild");
        await launched.Process.ExitAsync();
        Assert.Single(launched.Process.Output.Split('\n'), "grandchild");
    }

    [Fact]
    public async Task As_PID_1_its_end_is_the_end_of_all()
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"{Random.Shared.Next(100_000, 999_999)}.{Random.Shared.Next(100_000, 999_999)}");
        using var launched = new Launched(Mode.Init, "/bin/sh", ["-c", $"sleep {mark} & echo left; read line; exit 3"]);
        launched.Process.WaitFor("left");
        await Launched.UntilAsync(() => Running(mark).Length > 0, "no process is left");
        await launched.Process.Process.StandardInput.WriteLineAsync();
        Assert.Equal(3, await launched.Process.ExitAsync());
        await Launched.UntilAsync(() => Running(mark).Length == 0, "a process was left");
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_folder_in_the_programs_place_is_126(Mode mode)
    {
        using var launched = new Launched(mode, "/etc", []);
        Assert.Equal(126, await launched.Process.ExitAsync());
        Assert.Contains("/etc is a folder", launched.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_its_streams_closed_it_runs_all_the_same()
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "written");
        using var launched = new RunningProcess("/bin/sh", ["-c", "\"$0\" \"$@\" <&- >&- 2>&-; echo ended $?", Repository.Binary, "run", "--prometheus", "/bin/sh", "--", "-c", $"echo x >'{file}'; exit 7"],
            Launched.Variables(Mode.Parent, folder));
        Assert.Equal("ended 7", launched.WaitFor("ended"));
        Assert.Equal("x\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    private static string[] Running(string mark) =>
        [.. Directory.GetDirectories("/proc").Where(static folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])).Where(folder => CommandLine(folder).Contains($"sleep\0{mark}", StringComparison.Ordinal))];

    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(folder + "/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
