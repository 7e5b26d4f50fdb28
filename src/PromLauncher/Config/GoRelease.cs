namespace PromLauncher.Config;

/// <summary>
/// The Go release that a Prometheus release was built with, 1.x. It decides what Go's own libraries accept: regular expressions, templates, URLs.
/// Source: <c>.promu.yml</c> of each Prometheus release.
/// </summary>
/// <param name="Minor">The x of Go 1.x.</param>
internal readonly record struct GoRelease(int Minor)
{
    /// <summary>The Go release of a Prometheus release's official binary.</summary>
    public static GoRelease Of(PrometheusVersion version) => new((version.Major, version.Minor) switch
    {
        ( > 3, _) or (3, >= 10) => 26,
        (3, >= 7) => 25,
        (3, >= 3) => 24,
        (3, _) or (2, >= 55) => 23,
        (2, >= 51) => 22,
        (2, >= 47) => 21,
        (2, >= 44) => 20,
        (2, >= 39) => 19,
        (2, >= 35) => 18,
        (2, >= 30) => 17,
        _ => 16,
    });
}
