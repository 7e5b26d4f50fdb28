using System.Globalization;

namespace PromLauncher.Launch.Health;

/// <summary>One process, distinguished from a later one with the same PID by its start time.</summary>
/// <param name="Id">Its PID.</param>
/// <param name="Start">When it started, in clock ticks since boot (proc_pid_stat(5), field 22); execve(2) does not change it.</param>
public readonly record struct ProcessIdentity(int Id, long Start)
{
    /// <summary>This process.</summary>
    public static ProcessIdentity Own() => Of(Environment.ProcessId) ?? new ProcessIdentity(Environment.ProcessId, 0);

    /// <summary>The process that has this PID now; null when none has.</summary>
    public static ProcessIdentity? Of(int id)
    {
        string stat;
        try
        {
            stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        // The program's name is in parentheses and may contain anything, even a parenthesis; the third field, the state, follows the last one.
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        const int State = 0, StartTime = 22 - 3;
        return fields.Length > StartTime && fields[State] is not ("Z" or "X") && long.TryParse(fields[StartTime], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? new ProcessIdentity(id, start)
            : null;
    }

    /// <summary>How long it has been running, by a monotonic clock; null when unknown.</summary>
    public TimeSpan? Age()
    {
        // proc_pid_stat(5) counts in the unit that sysconf(_SC_CLK_TCK) names, which is 100 a second on every Linux for user programs.
        const double TicksPerSecond = 100;
        try
        {
            var uptime = File.ReadAllText("/proc/uptime").Split(' ')[0];
            return double.TryParse(uptime, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds - Start / TicksPerSecond) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>True while this same process is running; a zombie is not.</summary>
    public bool IsAlive => Of(Id) == this;
}
