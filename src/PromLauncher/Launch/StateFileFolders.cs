using System.Globalization;
using PromLauncher.Releases;

namespace PromLauncher.Launch;

/// <summary>The folders of state files.</summary>
internal static class StateFileFolders
{
    private const string Prefix = "promlauncher-";

    /// <summary>The folder of this process's own state file.</summary>
    public static string Own(Func<string, string?> environment) => RuntimeFolder(environment) ?? Shared("/tmp", PrivateFolder.User);

    /// <summary>The folder under <c>XDG_RUNTIME_DIR</c>, if set, and the user that it must belong to.</summary>
    public static IEnumerable<(string Folder, uint Owner)> Given(Func<string, string?> environment) =>
        RuntimeFolder(environment) is { } folder ? [(folder, PrivateFolder.User)] : [];

    /// <summary>
    /// The other folders that this process may look at, with the user that each must belong to: its own; for root (ECS Exec) those of all users, where
    /// the folder's name contains the user id.
    /// </summary>
    /// <param name="temporary">The folder <c>/tmp</c>.</param>
    public static IEnumerable<(string Folder, uint Owner)> Shared(string temporary = "/tmp")
    {
        if (PrivateFolder.User != 0)
        {
            yield return (Shared(temporary, PrivateFolder.User), PrivateFolder.User);
            yield break;
        }

        foreach (var folder in Folders(temporary))
        {
            if (uint.TryParse(Path.GetFileName(folder).AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var owner))
                yield return (folder, owner);
        }
    }

    private static string? RuntimeFolder(Func<string, string?> environment) =>
        environment("XDG_RUNTIME_DIR") is { Length: > 0 } folder && Path.IsPathRooted(folder) ? Path.Join(folder, "promlauncher") : null;

    private static string Shared(string temporary, uint user) => Path.Join(temporary, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{user}"));

    private static string[] Folders(string temporary)
    {
        try
        {
            return Directory.GetDirectories(temporary, Prefix + "*");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
