namespace PromLauncher.Config.Validation;

/// <summary>Finds the name that was meant.</summary>
internal static class NearestName
{
    /// <summary>The nearest of some names, or null when none is near enough.</summary>
    public static string? Of(string written, IEnumerable<string> names)
    {
        string? nearest = null;
        var best = Math.Max(1, written.Length / 3) + 1;
        var folded = Fold(written);
        foreach (var name in names)
        {
            var other = Fold(name);
            if (other == folded) return name;
            if (Math.Abs(other.Length - folded.Length) >= best) continue;
            var distance = Distance(folded, other, best);
            if (distance < best || distance == best && nearest is null) (best, nearest) = (distance, distance < best ? name : nearest);
        }

        return nearest;
    }

    /// <summary>"Did you mean `x`?", or null.</summary>
    public static string? Question(string written, IEnumerable<string> names) => Of(written, names) is { } name ? $"Did you mean `{name}`?" : null;

    // scrapeInterval, scrape-interval and scrape_interval are one name written three ways.
    private static string Fold(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Edits from one to the other, a swap of neighbours counting once; gives up above <paramref name="limit"/>.</summary>
    private static int Distance(string a, string b, int limit)
    {
        Span<int> before = stackalloc int[b.Length + 1], above = stackalloc int[b.Length + 1], row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) above[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
                least = Math.Min(least, row[j]);
            }

            if (least > limit) return limit + 1;
            var free = before;
            before = above;
            above = row;
            row = free;
        }

        return above[b.Length];
    }
}
