using System.Globalization;
using PromLauncher.Config.Document;
using PromLauncher.Config.Schema;
using PromLauncher.Config.Validation;

namespace PromLauncher.Config.Changes;

/// <summary>What changes for one configuration between two releases: <c>validate --from-version</c>.</summary>
internal sealed class ReleaseDifference(PrometheusVersion from, ValidationOptions options)
{
    /// <summary>Adds the differences.</summary>
    /// <param name="document">The file.</param>
    /// <param name="config">The file as the target release reads it, or null when it is empty.</param>
    /// <param name="found">The findings for the target release; receives the differences.</param>
    public void Tell(YamlDocument document, Section? config, List<Diagnostic> found)
    {
        Verdicts(document, found);
        if (config is { IsRefused: false }) Behaviour(document.File, config, found);
    }

    /// <summary>What only one of the two releases refuses.</summary>
    private void Verdicts(YamlDocument document, List<Diagnostic> found)
    {
        var (old, target) = (Name(from), Name(options.Version));
        var before = new Findings(document.File);
        var then = PrometheusSchema.For(from);
        Validator.Read(document, then.Struct("config"), then, options with { Version = from }, before);
        var refusedBefore = new HashSet<(string, int)>();
        foreach (var finding in before.All)
        {
            if (finding.Severity == Severity.Error) refusedBefore.Add((finding.File, finding.Span.Start));
        }

        var refused = new HashSet<(string, int)>();
        for (var i = 0; i < found.Count; i++)
        {
            var finding = found[i];
            if (finding.Severity != Severity.Error || finding.File != document.File) continue;
            refused.Add((finding.File, finding.Span.Start));
            if (!refusedBefore.Contains((finding.File, finding.Span.Start))) found[i] = finding with { Message = $"{finding.Message} {old} accepts it." };
        }

        foreach (var finding in before.All)
        {
            if (finding.Severity != Severity.Error || refused.Contains((finding.File, finding.Span.Start))) continue;
            found.Add(finding with { Kind = FindingKind.RefusedBefore, Severity = Severity.Note, Message = $"{old} refuses this, {target} accepts it. {finding.Message}", Help = $"Remove it if this file must also work with {old}." });
        }
    }

    private void Behaviour(string file, Section config, List<Diagnostic> found)
    {
        foreach (var change in BehaviourChanges.All)
        {
            if (!change.IsBetween(from, options.Version)) continue;
            Node? first = null;
            var count = 0;
            config.Visit(section =>
            {
                if (section.IsRefused || change.Touches(section, options) is not { } place) return;
                count++;
                if (first is null || place.Span.Start < first.Span.Start) first = place;
            });
            if (first is null) continue;
            var more = count switch
            {
                1 => "",
                2 => " It affects one more place.",
                _ => string.Create(CultureInfo.InvariantCulture, $" It affects {count - 1:N0} more places."),
            };
            found.Add(new(change.Kind, change.Kind.Most, change.Kind.Summary + more, file, first.Span) { Help = change.Help, Url = change.Url });
        }
    }

    private static string Name(PrometheusVersion version) => $"Prometheus {version.ToMinorString()}";
}
