namespace PromLauncher.Config;

/// <summary>
/// The Go release that a Prometheus release was built with, 1.x. It decides what Go's own libraries accept: regular expressions, templates, URLs.
/// Source: <c>.promu.yml</c> of each Prometheus release.
/// </summary>
/// <param name="Minor">The x of Go 1.x.</param>
/// <param name="Patch">The patch release, as far as it matters: at least this one.</param>
internal readonly record struct GoRelease(int Minor, int Patch = 0)
{
    /// <summary>True for Go 1.minor.patch and later.</summary>
    public bool AtLeast(int minor, int patch) => Minor > minor || Minor == minor && Patch >= patch;

    /// <summary>The Go release of a Prometheus release's official binary.</summary>
    public static GoRelease Of(PrometheusVersion version) => (version.Major, version.Minor) switch
    {
        // Patch releases by their dates: 1.26.1 came a week after 3.10.0, and 1.25.2 a week before 3.7.0.
        ( > 3, _) or (3, >= 11) => new(26, 1),
        (3, >= 10) => new(26),
        (3, >= 7) => new(25, 2),
        (3, >= 3) => new(24),
        (3, _) or (2, >= 55) => new(23),
        (2, >= 51) => new(22),
        (2, >= 47) => new(21),
        (2, >= 44) => new(20),
        (2, >= 39) => new(19),
        (2, >= 35) => new(18),
        (2, >= 30) => new(17),
        _ => new(16),
    };
}
