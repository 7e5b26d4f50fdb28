using System.Globalization;
using System.Text.Json;
using PromLauncher.Releases;

namespace PromLauncher.Launch.Health;

/// <summary>A running <c>run</c> or <c>discover</c>, as described by its state file.</summary>
/// <param name="Command"><c>run</c> or <c>discover</c>.</param>
/// <param name="Process">The process.</param>
/// <param name="Document">The whole file.</param>
internal sealed record RunningLauncher(string Command, ProcessIdentity Process, JsonElement Document)
{
    /// <summary>The commands that keep a state file.</summary>
    public static IReadOnlyList<string> Commands { get; } = ["run", "discover"];

    /// <summary>Finds the launchers of this machine or container. If there is one under <c>XDG_RUNTIME_DIR</c>, only that folder is used.</summary>
    /// <param name="environment">The environment.</param>
    public static List<RunningLauncher> Find(Func<string, string?> environment) =>
        Find(StateFileFolders.Given(environment)) is { Count: > 0 } found ? found : Find(StateFileFolders.Shared());

    /// <summary>Finds the launchers whose process is alive.</summary>
    /// <param name="places">Folders and the user that each must belong to.</param>
    public static List<RunningLauncher> Find(IEnumerable<(string Folder, uint Owner)> places)
    {
        var found = new List<RunningLauncher>(2);
        foreach (var (folder, owner) in places)
        {
            // Root reads files that others wrote here: only if they belong to that user, and only about that user's processes.
            if (!PrivateFolder.BelongsTo(folder, owner)) continue;
            foreach (var command in Commands)
            {
                if (Read(Path.Join(folder, command + ".json"), command, owner) is { } launcher && !found.Exists(other => other.Process == launcher.Process && other.Command == command))
                    found.Add(launcher);
            }
        }

        return found;
    }

    /// <summary>A string member by its path; null when absent.</summary>
    public string? Text(params ReadOnlySpan<string> path) => Member(path) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>An integer member by its path; null when absent.</summary>
    public long? Number(params ReadOnlySpan<string> path) => Member(path) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    /// <summary>A timestamp by its path; null when absent.</summary>
    public DateTimeOffset? Time(params ReadOnlySpan<string> path) => Member(path) is { ValueKind: JsonValueKind.String } value && value.TryGetDateTimeOffset(out var time) ? time : null;

    /// <summary>True when the member is present and true.</summary>
    public bool Flag(params ReadOnlySpan<string> path) => Member(path) is { ValueKind: JsonValueKind.True };

    /// <summary>A member by its path; null when absent.</summary>
    public JsonElement? Member(params ReadOnlySpan<string> path)
    {
        var element = Document;
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return null;
        }

        return element;
    }

    private static RunningLauncher? Read(string path, string command, uint owner)
    {
        if (PrivateFolder.ReadFile(path, owner) is not { } content) return null;
        try
        {
            var document = JsonElement.Parse(content);
            if (document.ValueKind != JsonValueKind.Object
                || !document.TryGetProperty("pid", out var pid) || !pid.TryGetInt32(out var id) || id <= 0
                || !document.TryGetProperty("pid_start", out var start) || !start.TryGetInt64(out var ticks)) return null;
            var process = new ProcessIdentity(id, ticks);
            var isOwners = PrivateFolder.BelongsTo(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}"), owner);
            return process.IsAlive && isOwners ? new RunningLauncher(command, process, document) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
