namespace PromLauncher.TestChild;

/// <summary>Prints this process's place in the process tree: <c>pid ppid pgrp session tty tpgid</c>, as proc_pid_stat(5) has them.</summary>
internal static class ProcessTree
{
    public static int Print()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        Console.WriteLine($"pid={Environment.ProcessId} ppid={fields[1]} pgrp={fields[2]} session={fields[3]} tty={fields[4]} tpgid={fields[5]}");
        return 0;
    }
}
