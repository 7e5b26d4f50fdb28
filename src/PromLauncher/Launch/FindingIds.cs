using PromLauncher.Config;
using PromLauncher.Config.Validation;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>
/// Ids of findings as a command line names them. One that is none is refused, as ESLint and Ruff do: a slip of the fingers that turns nothing off, or fails no
/// build, would be seen by nobody.
/// </summary>
internal static class FindingIds
{
    /// <summary>Refuses what is no id.</summary>
    /// <param name="option">The option that names them.</param>
    /// <param name="ids">The ids.</param>
    /// <exception cref="FailureException">Some are none: each is told, as a fault of usage.</exception>
    public static void Check(string option, IReadOnlyList<string> ids)
    {
        var unknown = ids.Where(static id => FindingKind.Find(id) is null).ToList();
        if (unknown.Count == 0) return;
        throw new FailureException(FailureKind.Usage, $"{option}: there is no finding {string.Join(", ", unknown.Select(static id => $"'{id}'"))}",
            $"{string.Concat(unknown.Select(Suggestion))}docs/validate.md lists every id; one of a later promlauncher needs that release.");
    }

    private static string Suggestion(string id) =>
        NearestName.Of(id, FindingKind.All.Select(static kind => kind.Id)) is { } near ? $"Did you mean {near}? " : "";
}
