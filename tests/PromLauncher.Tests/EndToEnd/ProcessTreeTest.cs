using System.Text.RegularExpressions;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.EndToEnd;

[Trait("Category", "Native")]
public sealed partial class ProcessTreeTest
{
    [Fact]
    public async Task A_hundred_orphans_are_reaped_by_PID_1()
    {
        using var launched = new Launched(Mode.Init, "/bin/sh",
            ["-c", "i=0; while [ $i -lt 100 ]; do (sleep 1 & echo orphan); i=$((i+1)); done; echo made; read line; exit 5"]);
        launched.Process.WaitFor("made");
        var init = launched.Id;
        await Launched.UntilAsync(() => Launched.Children(init).Length > 50, "the orphans did not come to PID 1");
        await Launched.UntilAsync(() => Launched.Children(init).Length == 1, "zombies were left");
        await launched.Process.Process.StandardInput.WriteLineAsync();
        Assert.Equal(5, await launched.Process.ExitAsync());
    }

    [Theory]
    [InlineData(Mode.Parent)]
    [InlineData(Mode.Init)]
    public async Task The_child_leads_a_process_group_of_its_own(Mode mode)
    {
        using var launched = new Launched(mode, Launched.TestChild, ["tree"]);
        var tree = Read(launched.Process.WaitFor("pid="));
        Assert.Equal(tree["pid"], tree["pgrp"]);
        Assert.Equal(mode == Mode.Init ? 1 : launched.Id, tree["ppid"]);
        Assert.Equal(0, await launched.Process.ExitAsync());
    }

    [Fact]
    public async Task In_exec_mode_the_child_has_the_launchers_PID()
    {
        using var launched = new Launched(Mode.Exec, Launched.TestChild, ["tree"]);
        Assert.Equal(launched.Id, Read(launched.Process.WaitFor("pid="))["pid"]);
        Assert.Equal(0, await launched.Process.ExitAsync());
    }

    [Theory]
    [InlineData(Mode.Parent)]
    [InlineData(Mode.Exec)]
    [InlineData(Mode.Init)]
    public async Task The_streams_are_the_childs(Mode mode)
    {
        using var launched = new Launched(mode, "/bin/sh", ["-c", "read line; echo \"out $line\"; echo \"err $line\" >&2"]);
        await launched.Process.Process.StandardInput.WriteLineAsync("through");
        Assert.Equal(0, await launched.Process.ExitAsync());
        Assert.Contains("out through", launched.Process.Output, StringComparison.Ordinal);
        Assert.Contains("err through", launched.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_terminal_is_the_childs_and_an_interrupt_reaches_it_once()
    {
        using var folder = new TestFolder();
        using var terminal = new PseudoTerminal();
        using var launcher = terminal.Start(
            ["sh", "-c", "\"$0\" \"$@\"; echo group $(cut -d' ' -f5 /proc/$$/stat) foreground $(cut -d' ' -f8 /proc/$$/stat)", Repository.Binary, "run", "--prometheus", SignalPrinter.Program, "--", .. SignalPrinter.Arguments()],
            Launched.Variables(Mode.Parent, folder));
        var child = int.Parse(terminal.WaitFor("ready (\\d+)"), System.Globalization.CultureInfo.InvariantCulture);
        var stat = File.ReadAllText($"/proc/{child}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        Assert.Equal(fields[2], fields[5]);

        terminal.Type("\u0003");
        terminal.WaitFor("signal (2)\\b");
        Native.ProcessGroup.Signal(child, 15);

        // The shell is in the launcher's own group: the terminal has come back to it.
        var line = terminal.WaitFor("(group \\d+ foreground \\d+)").Split(' ');
        Assert.Equal(line[1], line[3]);
        Assert.Single(InterruptLine().Matches(terminal.Output));
    }

    private static Dictionary<string, int> Read(string line) => line.Split(' ').Select(static field => field.Split('='))
        .ToDictionary(static field => field[0], static field => int.Parse(field[1], System.Globalization.CultureInfo.InvariantCulture));

    [GeneratedRegex("signal 2\\b")]
    private static partial Regex InterruptLine();
}
