using System.Globalization;

namespace PromLauncher.Launch.Health;

/// <summary>One process, told apart from a later one with the same PID by the time of its start.</summary>
/// <param name="Id">Its PID.</param>
/// <param name="Start">When it started, in clock ticks since the machine did (proc_pid_stat(5), field 22); execve(2) does not change it.</param>
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

        // The program's name stands in parentheses and may hold anything, a parenthesis too; the third field, the state, follows the last one.
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        const int State = 0, StartTime = 22 - 3;
        return fields.Length > StartTime && fields[State] is not ("Z" or "X") && long.TryParse(fields[StartTime], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? new ProcessIdentity(id, start)
            : null;
    }

    /// <summary>True while this very process runs; a zombie does not.</summary>
    public bool IsAlive => Of(Id) == this;
}
