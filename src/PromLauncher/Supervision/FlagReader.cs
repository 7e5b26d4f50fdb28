namespace PromLauncher.Supervision;

/// <summary>One flag as it stands on Prometheus's command line.</summary>
/// <param name="Name">Its name without dashes; of <c>--no-NAME</c> with the <c>no-</c>.</param>
/// <param name="Value">Its value, or null when it has none.</param>
/// <param name="Words">The words that it is made of: one, or two when the value stands apart.</param>
internal readonly record struct Flag(string Name, string? Value, IReadOnlyList<string> Words);

/// <summary>
/// Parts a command line into flags as kingpin does, the library that Prometheus reads it with: <c>--flag=value</c>, <c>--flag value</c>, <c>--no-flag</c>,
/// no abbreviations; a value that begins with a dash needs the equals sign. Behind <c>--</c> there are no flags.
/// </summary>
internal static class FlagReader
{
    /// <summary>The flags in order; a word that is neither flag nor value comes as a flag with an empty name.</summary>
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
    /// Prometheus has no words that stand alone, so one behind a flag is its value. The switches that matter here take none all the same: a stray word
    /// behind them must still reach Prometheus, which refuses it.
    /// </summary>
    private static bool TakesValue(string word) => word is not ("--agent" or "--no-agent" or "--config.auto-reload" or "--no-config.auto-reload");

    private static bool LooksLikeFlag(string word) => word.Length > 1 && word[0] == '-';
}
