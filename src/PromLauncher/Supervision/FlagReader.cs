namespace PromLauncher.Supervision;

/// <summary>One flag on Prometheus's command line.</summary>
/// <param name="Name">Its name without dashes; for <c>--no-NAME</c> including the <c>no-</c>.</param>
/// <param name="Value">Its value, or null when it has none.</param>
/// <param name="Words">Its arguments: one, or two when the value is separate.</param>
internal readonly record struct Flag(string Name, string? Value, IReadOnlyList<string> Words);

/// <summary>
/// Splits a command line into flags as kingpin does, the library that Prometheus uses: <c>--flag=value</c>, <c>--flag value</c>, <c>--no-flag</c>,
/// no abbreviations; a value that begins with a dash needs the equals sign. There are no flags after <c>--</c>.
/// </summary>
internal static class FlagReader
{
    /// <summary>The flags in order; an argument that is neither flag nor value becomes a flag with an empty name.</summary>
    public static IEnumerable<Flag> Read(IReadOnlyList<string> words)
    {
        var done = false;
        for (var index = 0; index < words.Count; index++)
        {
            var word = words[index];
            done |= word == "--";
            if (done || !word.StartsWith("--", StringComparison.Ordinal))
            {
                yield return new Flag("", null, [word]);
                continue;
            }

            if (word.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                yield return new Flag(word[2..equals], word[(equals + 1)..], [word]);
            }
            else if (TakesValue(word) && index + 1 < words.Count && !LooksLikeFlag(words[index + 1]))
            {
                yield return new Flag(word[2..], words[index + 1], [word, words[index + 1]]);
                index++;
            }
            else
            {
                yield return new Flag(word[2..], null, [word]);
            }
        }
    }

    /// <summary>
    /// Prometheus has no positional arguments, so an argument after a flag is its value. The boolean flags that matter here take none: a stray argument
    /// after one must still reach Prometheus, which refuses it.
    /// </summary>
    private static bool TakesValue(string word) => word is not ("--agent" or "--no-agent" or "--config.auto-reload" or "--no-config.auto-reload");

    private static bool LooksLikeFlag(string word) => word.Length > 1 && word[0] == '-';
}
