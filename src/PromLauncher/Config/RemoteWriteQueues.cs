using System.Security.Cryptography;
using System.Text;
using PromLauncher.Config.Document;

namespace PromLauncher.Config;

/// <summary>
/// The remote_write queues of a configuration. On a reload Prometheus keeps a queue whose section and external labels are unchanged (apart from
/// secrets) and stops the others, waiting up to the flush deadline for each (storage/remote/write.go). They therefore determine how long a reload
/// may take, and what a failed one may have broken.
/// </summary>
public static class RemoteWriteQueues
{
    /// <summary>A hash of each remote_write section with the external labels, in the order of the file.</summary>
    public static IReadOnlyList<string> Fingerprints(YamlDocument? main)
    {
        if (main?.Root?.Resolve() is not MappingNode root || root.FindMerged("remote_write")?.Resolve() is not SequenceNode list) return [];
        var labels = root.FindMerged("global")?.Resolve() is MappingNode global && global.FindMerged("external_labels") is { } found ? RemoteWriteText.OfLabels(found) : "";
        return [.. list.Items.Select(section => Hash(labels + RemoteWriteText.OfSection(section)))];
    }

    /// <summary>A hash of a section by itself, without external labels.</summary>
    internal static string Fingerprint(Node section) => Hash(RemoteWriteText.OfSection(section));

    /// <summary>How many queues of one configuration are not in the other.</summary>
    public static int Stopped(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var left = after.ToList();
        return before.Count(queue => !left.Remove(queue));
    }

    /// <summary>
    /// True when Prometheus may have lost track of a queue in a failed reload. It creates the sections' clients one after the other and meanwhile
    /// takes each queue that it keeps out of its table; when a later client can't be created, or a later section is a duplicate, the queue is in no
    /// table and keeps running. The next reload would start it a second time: <c>panic: duplicate metrics collector registration attempted</c>.
    /// This affects all releases since 2.16 (https://github.com/prometheus/prometheus/pull/17739).
    /// </summary>
    /// <param name="before">The queues that were running, or null when they are not known.</param>
    /// <param name="refused">Those of the refused configuration.</param>
    public static bool MayBeLost(IReadOnlyList<string>? before, IReadOnlyList<string> refused)
    {
        if (before is null) return refused.Count > 1;
        var left = before.ToList();
        var stays = false;
        foreach (var queue in refused)
        {
            if (left.Remove(queue)) stays = true;
            else if (stays) return true;
        }

        return false;
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
