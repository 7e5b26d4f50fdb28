using System.Globalization;
using PromLauncher.Native;

namespace PromLauncher.Supervision;

/// <summary>Checks the folder that Prometheus will write to, so that the usual volume problem (wrong owner) is reported in one clear line.</summary>
public static class StoragePath
{
    /// <summary>Looks for what would prevent Prometheus from writing.</summary>
    /// <param name="path">The value of <c>--storage.tsdb.path</c> or <c>--storage.agent.path</c>.</param>
    /// <returns>What is wrong and what to do, for the log; null when nothing is wrong. Prometheus is started in both cases.</returns>
    public static (string Message, string Help)? Check(string path)
    {
        if (path.Length == 0) return null;
        var folder = Path.GetFullPath(path);
        if (File.Exists(folder)) return ($"the storage path {path} is a file", "it must be a folder");
        if (!Directory.Exists(folder)) return CheckParent(path, folder);
        if (TryWrite(folder) is { } fault) return Problem(path, folder, fault);

        // A volume used by another user's Prometheus: the folder may be writable, what is in it is not.
        foreach (var name in (ReadOnlySpan<string>)["wal", "chunks_head", "lock", "queries.active"])
        {
            var inner = Path.Combine(folder, name);
            if (Path.Exists(inner) && !ProcessImage.CanWrite(inner)) return Problem(inner, inner, "permission denied");
        }

        return null;
    }

    private static (string Message, string Help)? CheckParent(string path, string folder)
    {
        var parent = Path.GetDirectoryName(folder);
        while (parent is not null && !Directory.Exists(parent)) parent = Path.GetDirectoryName(parent);
        return parent is null || ProcessImage.CanWrite(parent) ? null : Problem(path, parent, $"it does not exist, and {parent} can't be written");
    }

    private static (string Message, string Help) Problem(string path, string owned, string fault)
    {
        var user = FileSystem.User.ToString(CultureInfo.InvariantCulture);
        var owner = FileSystem.OwnerOf(owned) is { } id ? id.ToString(CultureInfo.InvariantCulture) : "unknown";
        return ($"the storage path {path} can't be written by user {user}: {fault}; {owned} belongs to user {owner}",
            $"mount a volume there that user {user} may write (chown -R {user} on it), or set \"user\": \"{owner}\" in the container definition");
    }

    /// <summary>Really writes: on network file systems the permission bits aren't reliable (EFS access points, root squash).</summary>
    private static string? TryWrite(string folder)
    {
        var probe = Path.Combine(folder, $".promlauncher-{Guid.NewGuid():N}");
        try
        {
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
            }

            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return "permission denied";
        }
        catch (IOException e)
        {
            return e.Message.Replace(probe, folder, StringComparison.Ordinal);
        }
    }
}
