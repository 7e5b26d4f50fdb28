namespace PromLauncher.Config;

/// <summary>"Did you mean": the known name that is a typo away from the given one.</summary>
internal static class NearestName
{
    /// <summary>One typo turns a shorter name into almost any other.</summary>
    private const int Shortest = 3;

    /// <summary>The shortest beginning that stands for a whole name, as <c>user</c> for <c>username</c>.</summary>
    private const int ShortestBeginning = 4;

    /// <summary>
    /// The nearest of the known names, when it is near enough to have been intended: within one edit up to five characters, two up to seven, three up to fifteen, else a quarter;
    /// else the first that begins with the given name.
    /// </summary>
    public static string? Of(string written, IEnumerable<string> known)
    {
        var folded = Fold(written);
        if (folded.Length < Shortest) return null;
        string? nearest = null, longer = null;
        var least = folded.Length switch { <= 5 => 1, <= 7 => 2, var length => Math.Max(3, length / 4) } + 1;
        foreach (var name in known)
        {
            if (name == written) continue;
            var other = Fold(name);
            if (other == folded) return name;
            if (folded.Length >= ShortestBeginning && other.StartsWith(folded, StringComparison.Ordinal)) longer ??= name;
            if (Math.Abs(other.Length - folded.Length) >= least) continue;
            var distance = EditDistance.Between(folded, other);
            if (distance < least) (nearest, least) = (name, distance);
        }

        return nearest ?? longer;
    }

    /// <summary>"Did you mean `x`?", or null.</summary>
    public static string? Question(string written, IEnumerable<string> known) => Of(written, known) is { } name ? $"Did you mean `{name}`?" : null;

    // scrapeInterval, scrape-interval and scrape_interval are one name written three ways.
    private static string Fold(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
