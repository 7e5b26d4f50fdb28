namespace PromLauncher.Config.Templates;

/// <summary>The functions that a release's templates may call: Go's own and Prometheus's (<c>template/template.go</c> of each release).</summary>
internal sealed class TemplateFunctions(PrometheusVersion version)
{
    private const string Go = " and call html index slice js len not or print printf println urlquery eq ge gt le lt ne ";

    private const string Prometheus =
        " args externalURL first graphLink humanize humanize1024 humanizeDuration humanizePercentage humanizeTimestamp label match pathPrefix"
        + " query reReplaceAll safeHtml sortByLabel strvalue tableLink title tmpl toLower toUpper value ";

    private static readonly (string Name, int Major, int Minor)[] Newer =
    [
        ("parseDuration", 2, 32), ("stripPort", 2, 33), ("stripDomain", 2, 36), ("toTime", 2, 38), ("now", 3, 6), ("toDuration", 3, 6), ("urlQueryEscape", 3, 8),
    ];

    /// <summary>Whether the release has the function.</summary>
    public bool Has(string name) => IsIn(Go, name) || IsIn(Prometheus, name) || Newer.Any(f => f.Name == name && version.AtLeast(f.Major, f.Minor));

    /// <summary>Why a function is missing: it is newer than the release, or misspelt.</summary>
    public string? HelpFor(string name)
    {
        foreach (var (known, major, minor) in Newer)
        {
            if (known == name) return $"`{name}` came with Prometheus {major}.{minor}; this is checked against {version.ToMinorString()}.";
        }

        var available = (Go + Prometheus).Split(' ', StringSplitOptions.RemoveEmptyEntries).Concat(Newer.Where(f => version.AtLeast(f.Major, f.Minor)).Select(f => f.Name));
        return NearestName.Question(name, available)
            ?? "A variable begins with `$` (`$value`, `$labels.instance`), a string is in double quotes; anything else is a function.";
    }

    private static bool IsIn(string names, string name) => names.Contains(" " + name + " ", StringComparison.Ordinal);
}
