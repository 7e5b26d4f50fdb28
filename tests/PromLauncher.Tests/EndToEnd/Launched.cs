using System.Diagnostics;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>How the launcher runs in a test.</summary>
public enum Mode
{
    /// <summary>It stays beside the child.</summary>
    Parent,

    /// <summary>The child takes its place.</summary>
    Exec,

    /// <summary>It is PID 1 of a PID namespace, and stays beside the child.</summary>
    Init,
}

/// <summary><c>promlauncher run</c>, the published binary, on a configuration of its own in a folder of its own.</summary>
internal sealed class Launched : IDisposable
{
    private static readonly Lazy<string[]?> Namespace = new(FindNamespace);

    private readonly TestFolder _folder = new();
    private readonly bool _isInit;

    /// <summary>Starts it.</summary>
    /// <param name="mode">How it runs.</param>
    /// <param name="program">What stands in for Prometheus.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="variables">Environment variables beside those of every test.</param>
    public Launched(Mode mode, string program, IEnumerable<string> arguments, params (string Name, string? Value)[] variables)
        : this(mode, program, arguments, [], variables)
    {
    }

    /// <summary>Starts it by another program, which executes its last words.</summary>
    public Launched(Mode mode, string program, IEnumerable<string> arguments, string[] through, params (string Name, string? Value)[] variables)
    {
        Assert.SkipUnless(File.Exists(Repository.Binary), "the native binary is not published");
        _isInit = mode == Mode.Init;
        if (_isInit) Assert.SkipWhen(Namespace.Value is null, "unshare is not allowed here");
        string[] command = [.. _isInit ? Namespace.Value! : [], .. through, Repository.Binary, "run", "--prometheus", program, "--", .. arguments];
        Process = new RunningProcess(command[0], command[1..], [.. Variables(mode, _folder), .. variables]);
    }

    public RunningProcess Process { get; }

    /// <summary>The launcher's PID as seen from here.</summary>
    public int Id => _isInit ? Init() : Process.Id;

    public static string TestChild => Path.Combine(AppContext.BaseDirectory, "testchild");

    /// <summary>Runs a shell script in the place of Prometheus, to its end.</summary>
    public static async Task<(int Code, string Output)> ShellAsync(Mode mode, string script)
    {
        using var launched = new Launched(mode, "/bin/sh", ["-c", script]);
        return (await launched.Process.ExitAsync(), launched.Process.Output);
    }

    /// <summary>The variables that make <c>run</c> start a child without any network.</summary>
    public static (string Name, string? Value)[] Variables(Mode mode, TestFolder folder) =>
    [
        ("PROMLAUNCHER_LOCATION", folder.File("prometheus.yml", "global: {}\n")),
        ("XDG_RUNTIME_DIR", folder.Path),
        ("PROMLAUNCHER_STATE_DIR", Path.Combine(folder.Path, "state")),
        ("PROMLAUNCHER_CHECK", "none"),
        ("PROMLAUNCHER_PROMETHEUS_VERSION", "3.14"),
        ("PROMLAUNCHER_REFRESH_INTERVAL", mode == Mode.Exec ? "0" : "1h"),
        ("PROMLAUNCHER_LISTEN", null),
        ("AWS_REGION", "eu-west-1"),
        ("AWS_EC2_METADATA_DISABLED", "true"),
    ];

    public void Signal(int signal) => Assert.True(Native.ProcessGroup.Signal(Id, signal));

    public void Dispose()
    {
        // The end of a namespace's PID 1 ends all in it; unshare alone would leave it.
        if (_isInit && !Process.Process.HasExited && Children(Process.Id) is [var init, ..]) Native.ProcessGroup.Signal(init, 9);
        Process.Dispose();
        _folder.Dispose();
    }

    /// <summary>The PIDs of a process's children.</summary>
    public static int[] Children(int process)
    {
        try
        {
            return [.. Directory.EnumerateDirectories($"/proc/{process}/task").SelectMany(static task => File.ReadAllText(task + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(int.Parse)];
        }
        catch (IOException)
        {
            return [];
        }
    }

    /// <summary>One line's value in /proc/PID/status; empty when the process is gone.</summary>
    public static string Status(int process, string name)
    {
        try
        {
            return File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal))?[(name.Length + 1)..].Trim() ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>Looks until the condition holds.</summary>
    public static Task UntilAsync(Func<bool> condition, string what) => UntilAsync(() => Task.FromResult(condition()), what);

    /// <summary>Looks until the condition holds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var start = Stopwatch.StartNew();
        while (!await condition())
        {
            if (start.Elapsed > TimeSpan.FromSeconds(60)) throw new TimeoutException(what);
            await Task.Delay(5);
        }
    }

    private int Init()
    {
        var children = Children(Process.Id);
        var start = Stopwatch.StartNew();
        for (; children.Length == 0 && start.Elapsed < TimeSpan.FromSeconds(30); children = Children(Process.Id)) Thread.Sleep(1);
        return children[0];
    }

    private static string[]? FindNamespace()
    {
        foreach (var options in (string[][])[["--pid"], ["--user", "--map-root-user", "--pid"]])
        {
            string[] command = ["unshare", .. options, "--fork", "--mount-proc"];
            try
            {
                using var process = System.Diagnostics.Process.Start(new ProcessStartInfo(command[0], [.. command[1..], "true"]) { RedirectStandardError = true })!;
                process.WaitForExit();
                if (process.ExitCode == 0) return command;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return null;
            }
        }

        return null;
    }
}
