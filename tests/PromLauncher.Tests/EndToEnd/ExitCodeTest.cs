using System.Collections.Concurrent;
using System.Globalization;

namespace PromLauncher.Tests.EndToEnd;

[Trait("Category", "Native")]
public sealed class ExitCodeTest
{
    public static TheoryData<Mode> Modes => [.. Enum.GetValues<Mode>()];

    public static TheoryData<Mode, int> DeadlySignals
    {
        get
        {
            var cases = new TheoryData<Mode, int>();
            foreach (var mode in (Mode[])[Mode.Parent, Mode.Init])
            {
                foreach (var signal in (int[])[1, 2, 6, 9, 10, 13, 14, 15, 64]) cases.Add(mode, signal);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task It_ends_with_the_childs_code_whichever_that_is(Mode mode)
    {
        // In exec mode there is no launcher left that could change it: a few will do.
        var codes = Enumerable.Range(0, 256).Where(code => mode != Mode.Exec || code % 51 == 0);
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(codes, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (code, _) =>
        {
            var (ended, output) = await Launched.ShellAsync(mode, $"exit {code}");
            if (ended != code) wrong.Add($"{code}: {ended}\n{output}");
        });
        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(DeadlySignals))]
    public async Task A_child_that_a_signal_ends_is_128_and_its_number(Mode mode, int signal) =>
        Assert.Equal(128 + signal, (await Launched.ShellAsync(mode, string.Create(CultureInfo.InvariantCulture, $"ulimit -c 0; kill -{signal} $$"))).Code);

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_program_that_does_not_exist_is_127(Mode mode)
    {
        using var launched = new Launched(mode, "no-such-prometheus", [], ("PATH", "/usr/bin:/bin"));
        Assert.Equal(127, await launched.Process.ExitAsync());
        Assert.Contains("no-such-prometheus is not found in PATH", launched.Process.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no program at all", false, 126, "can't be executed by user")]
    [InlineData("no program at all", true, 126, "neither a program for this machine's architecture")]
    [InlineData("#!/no/such/interpreter\n", true, 127, "the interpreter or dynamic loader that it names does not")]
    public async Task A_file_that_can_not_be_executed_is_reported_with_its_reason(string content, bool executable, int code, string reason)
    {
        using var folder = new Supervision.TestFolder();
        var program = folder.File("prometheus", content, executable);
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var launched = new Launched(mode, program, []);
            Assert.Equal(code, await launched.Process.ExitAsync());
            Assert.Contains(reason, launched.Process.Output, StringComparison.Ordinal);
        }
    }
}
