using PromLauncher.Config;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>
/// Finding ids on a command line. An unknown one is rejected, as in ESLint and Ruff: a typo that turns nothing off, or fails no
/// build, would go unnoticed.
/// </summary>
internal static class FindingIds
{
    /// <summary>Rejects unknown ids.</summary>
    /// <param name="option">The option they were given with.</param>
    /// <param name="ids">The ids.</param>
    /// <exception cref="FailureException">Some are unknown, which the message names: usage.</exception>
    public static void Check(string option, IReadOnlyList<string> ids)
    {
        var unknown = ids.Where(static id => FindingKind.Find(id) is null).ToList();
        if (unknown.Count == 0) return;
        throw new FailureException(FailureKind.Usage, $"{option}: there is no finding {string.Join(", ", unknown.Select(static id => $"'{id}'"))}",
            $"{string.Concat(unknown.Select(Suggestion))}docs/validate.md lists every id; newer ids need a newer promlauncher.");
    }

    private static string Suggestion(string id) =>
        NearestName.Of(id, FindingKind.All.Select(static kind => kind.Id)) is { } near ? $"Did you mean {near}? " : "";
}
