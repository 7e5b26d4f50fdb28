using System.Security.Cryptography;
using System.Text;
using PromLauncher.Config.Document;

namespace PromLauncher.Config;

/// <summary>
/// The remote_write queues of a configuration. On a reload Prometheus stops each queue whose section changed or is gone, and waits up to its flush deadline
/// for it (storage/remote/write.go): so they tell how long a reload may take.
/// </summary>
public static class RemoteWriteQueues
{
    /// <summary>A hash of each remote_write section, in the order of the file.</summary>
    public static IReadOnlyList<string> Fingerprints(YamlDocument? main)
    {
        if (main?.Root?.Resolve() is not MappingNode root) return [];
        foreach (var (key, value) in root.Entries)
        {
            if (key is ScalarNode { Value: "remote_write" } && value.Resolve() is SequenceNode list) return [.. list.Items.Select(Fingerprint)];
        }

        return [];
    }

    /// <summary>How many queues of one configuration have no equal in the other.</summary>
    public static int Stopped(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var left = after.ToList();
        return before.Count(queue => !left.Remove(queue));
    }

    private static string Fingerprint(Node node)
    {
        var text = new StringBuilder();
        Append(text, node, depth: 0);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Append(StringBuilder text, Node node, int depth)
    {
        // Sections are a few levels deep; a document that refers to itself is refused before it gets here.
        if (depth > 50) return;
        switch (node.Resolve())
        {
            case ScalarNode scalar:
                text.Append('s').Append(scalar.Value.Length).Append(':').Append(scalar.Value);
                break;
            case SequenceNode sequence:
                text.Append('[');
                foreach (var item in sequence.Items) Append(text, item, depth + 1);
                text.Append(']');
                break;
            case MappingNode mapping:
                text.Append('{');
                foreach (var (key, value) in mapping.Entries)
                {
                    Append(text, key, depth + 1);
                    Append(text, value, depth + 1);
                }

                text.Append('}');
                break;
        }
    }
}
