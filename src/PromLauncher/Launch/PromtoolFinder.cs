using PromLauncher.Config;
using PromLauncher.Supervision;

namespace PromLauncher.Launch;

/// <summary>Finds the promtool of one minor release on first use, so that a start that does not need it runs no other program.</summary>
/// <param name="version">The release of Prometheus.</param>
/// <param name="prometheus">The path of Prometheus; promtool is looked for beside it first.</param>
/// <param name="search">The value of PATH.</param>
/// <param name="cacheFolder">Where its version is cached, or null.</param>
internal sealed class PromtoolFinder(PrometheusVersion version, string prometheus, string? search, string? cacheFolder)
{
    private Promtool? _found;
    private bool _looked;

    /// <summary>The promtool, or null when there is none that reports that release.</summary>
    public async Task<Promtool?> FindAsync(CancellationToken cancellation)
    {
        if (_looked) return _found;
        var promtool = Promtool.Find(prometheus, search);
        if (promtool is not null && (await promtool.VersionAsync(cacheFolder, cancellation))?.IsSameMinor(version) == true) _found = promtool;
        _looked = true;
        return _found;
    }
}
