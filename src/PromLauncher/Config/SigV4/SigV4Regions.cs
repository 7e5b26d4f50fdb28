using PromLauncher.Config.Document;
using PromLauncher.Config.Edits;
using PromLauncher.Config.Placeholders;
using PromLauncher.Config.Values;

namespace PromLauncher.Config.SigV4;

/// <summary>
/// The <c>sigv4</c> blocks without a region. With <c>AWS_REGION</c> set Prometheus signs such a request with an empty region, which AMP
/// refuses; without it, it does not start. So the region is filled in: that of the AMP URL, otherwise the caller's fallback. Nothing else is changed.
/// </summary>
public sealed class SigV4Regions
{
    private readonly ExpandedBundle _bundle;
    private readonly List<Gap> _gaps = [];
    private readonly Dictionary<MappingNode, Gap> _gapOf = new(ReferenceEqualityComparer.Instance);
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly List<FilledRegion> _filled = [];

    private SigV4Regions(ExpandedBundle bundle) => _bundle = bundle;

    /// <summary>True when a block has no region and neither has its URL: <see cref="Fill"/> then needs the SDK's.</summary>
    public bool NeedsFallback => _gaps.Exists(gap => gap.Uses.Exists(use => use.Region is null));

    /// <summary>Finds such blocks in <c>remote_write</c> and <c>alerting.alertmanagers</c> of the main file.</summary>
    public static SigV4Regions Find(ExpandedBundle bundle)
    {
        var regions = new SigV4Regions(bundle);
        var file = bundle.Bundle.MainFile;
        if (!bundle.Documents.TryGetValue(file, out var document) || document.Root?.Resolve() is not MappingNode root) return regions;
        if (!document.Source.Text.Contains("sigv4", StringComparison.Ordinal)) return regions;
        regions.Look(file, root.FindMerged("remote_write"), entry => Text(entry.FindMerged("url")) is { } url ? AmpHost.Region(url) : null);
        regions.Look(file, (root.FindMerged("alerting")?.Resolve() as MappingNode)?.FindMerged("alertmanagers"), RegionOfTargets);
        return regions;
    }

    /// <summary>Fills the regions in. Each is reported as a note; one that can't be filled in as a warning or an error.</summary>
    /// <param name="fallback">The SDK's region, or null; used only when <see cref="NeedsFallback"/>.</param>
    /// <param name="isFallbackKnown">False when it may not be looked up: a missing region is then not reported.</param>
    public ExpandedBundle Fill(string? fallback, bool isFallbackKnown = true)
    {
        var file = _bundle.Bundle.MainFile;
        var edits = new List<Edit>();
        foreach (var gap in _gaps.Where(gap => isFallbackKnown || gap.Uses.TrueForAll(use => use.Region is not null))) Fill(file, gap, fallback, edits);
        if (_diagnostics.Count == 0) return _bundle;
        var result = _bundle with { Diagnostics = [.. _bundle.Diagnostics, .. _diagnostics] };
        if (edits.Count == 0) return result;
        var change = (_bundle.Changes.GetValueOrDefault(file) ?? FileChange.None) with { Filled = edits };
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(_bundle.Bundle.Files) { [file] = Edit.Apply(_bundle.Documents[file].Source, change.Edits()) };
        return result with
        {
            Bundle = _bundle.Bundle with { Files = files },
            Changes = new Dictionary<string, FileChange>(_bundle.Changes) { [file] = change },
            FilledRegions = _filled,
        };
    }

    private void Look(string file, Node? list, Func<MappingNode, string?> regionOf)
    {
        if (list?.Resolve() is not SequenceNode entries) return;
        foreach (var item in entries.Items)
        {
            if (item.Resolve() is not MappingNode entry || entry.FindMerged("sigv4") is not { } value) continue;
            if (GoScalar.IsNull(value))
            {
                Tell(FindingKind.SigV4Null, Severity.Warning, "'sigv4' without a value means no signing at all.",
                    "Write 'sigv4: {}' to sign with the task's role and the region of the URL.", file, value.Span);
            }

            if (value.Resolve() is not MappingNode block) continue;
            var region = block.FindMerged("region")?.Resolve();
            if (region is not null && (region is not ScalarNode { IsUnknown: false } text || !(text.Value.Length == 0 || GoScalar.IsNull(text)))) continue;
            if (Text(block.FindMerged("profile")) is { Length: > 0 })
            {
                Tell(FindingKind.SigV4Region, Severity.Warning, "This 'sigv4' has a profile and no region; the profile's region is not looked up.",
                    "Add the region next to the profile.", file, value.Span);
                continue;
            }

            if (!_gapOf.TryGetValue(block, out var gap)) _gaps.Add(gap = _gapOf[block] = new Gap(block, []));
            gap.Uses.Add((value.Span, regionOf(entry)));
        }
    }

    private void Fill(string file, Gap gap, string? fallback, List<Edit> edits)
    {
        var wanted = gap.Uses.ConvertAll(use => (use.Span, Region: use.Region ?? fallback));
        var (first, region) = wanted[0];
        var other = wanted.FindIndex(use => use.Region != region);
        if (other >= 0)
        {
            Tell(FindingKind.SigV4Region, Severity.Error, $"This 'sigv4' is used twice with different regions: {region ?? "unknown"} here and {wanted[other].Region ?? "unknown"} in line {wanted[other].Span.Line}.", "Give each remote_write its own 'sigv4' with its region.", file, first);
        }
        else if (region is null)
        {
            Tell(FindingKind.SigV4Region, Severity.Warning, "This 'sigv4' has no region, and neither the URL nor the environment has one: requests can't be signed.", "Write 'region:', or set AWS_REGION.", file, first);
        }
        else if (RegionEdit.Make(_bundle.Documents[file].Source, gap.Block, region) is { } edit)
        {
            edits.Add(edit);
            _filled.Add(new(file, first, region));
            Tell(FindingKind.SigV4RegionFilled, Severity.Note,
                $"This 'sigv4' has no region; {region} is filled in ({(gap.Uses[0].Region is null ? "the default AWS region" : "from the URL")}).", null, file, first);
        }
        else
        {
            Tell(FindingKind.SigV4Region, Severity.Warning, "This 'sigv4' has no region, and is written in a way that doesn't allow filling one in.",
                "Write 'region:' in it.", file, first);
        }
    }

    /// <summary>The region of all static targets, when it is the same.</summary>
    private static string? RegionOfTargets(MappingNode entry)
    {
        var regions = new HashSet<string?>();
        if (entry.FindMerged("static_configs")?.Resolve() is SequenceNode groups)
        {
            foreach (var group in groups.Items)
            {
                if ((group.Resolve() as MappingNode)?.FindMerged("targets")?.Resolve() is not SequenceNode targets) continue;
                foreach (var target in targets.Items) regions.Add(Text(target) is { } host ? AmpHost.Region(host) : null);
            }
        }

        return regions.Count == 1 ? regions.First() : null;
    }

    private static string? Text(Node? node) => node?.Resolve() is ScalarNode { IsUnknown: false } scalar ? scalar.Value : null;

    private void Tell(FindingKind kind, Severity severity, string message, string? help, string file, TextSpan span) =>
        _diagnostics.Add(new(kind, severity, message, file, span) { Help = help });

    /// <summary>A block without a region, with every use of it and the region of its URL.</summary>
    private sealed record Gap(MappingNode Block, List<(TextSpan Span, string? Region)> Uses);
}
