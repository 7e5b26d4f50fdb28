using PromLauncher.Config;
using PromLauncher.Releases;
using PromLauncher.Supervision;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>Determines which Prometheus a configuration is for: as given by the user, else as reported by the program itself.</summary>
internal static class PrometheusTargetProbe
{
    /// <summary>The program in PATH whose release is used where none is to be started.</summary>
    public const string Prometheus = "prometheus";

    /// <param name="options">The user's options.</param>
    /// <param name="prometheus">The program that will run.</param>
    /// <param name="arguments">Its arguments, which select agent mode and features; or null.</param>
    /// <param name="cacheFolder">Where versions are cached; null: in <c>XDG_CACHE_HOME</c>, if set.</param>
    /// <param name="process">Provides PATH and XDG_CACHE_HOME.</param>
    /// <param name="log">Receives a note when the release can't be determined.</param>
    /// <param name="cancellation">Cancels the probe.</param>
    /// <exception cref="FailureException">The given version is invalid, or promtool is required and there is none.</exception>
    public static async Task<PrometheusTarget> FindAsync(
        ConfigurationOptions options, string prometheus, ChildArguments? arguments, string? cacheFolder, ProcessContext process, Log log, CancellationToken cancellation)
    {
        var search = process.Environment("PATH");
        var path = PathOf(prometheus, search);
        cacheFolder ??= UserCache(process.Environment("XDG_CACHE_HOME"));
        var version = options.PrometheusVersion is { Length: > 0 } said ? Read("--prometheus-version", said) : await ProbeAsync(path, search, arguments is null, cacheFolder, log, cancellation);
        var promtool = new PromtoolFinder(version, path ?? prometheus, search, cacheFolder);
        if (options.Check is CheckMode.Promtool or CheckMode.Both && await promtool.FindAsync(cancellation) is null)
        {
            throw new FailureException(FailureKind.Usage,
                $"--check={options.Check.ToString().ToLowerInvariant()}: no promtool of Prometheus {version.ToMinorString()} was found next to {prometheus} or in PATH",
                "install it, or use --check=builtin");
        }

        return new PrometheusTarget { Version = version, Agent = arguments?.IsAgent(version) ?? false, Features = arguments?.Features ?? new HashSet<string>(), Promtool = promtool };
    }

    /// <summary>Parses a release given on the command line.</summary>
    /// <exception cref="FailureException">It is not valid: usage.</exception>
    public static PrometheusVersion Read(string option, string text) => PrometheusVersion.TryParse(text, out var version)
        ? version
        : throw new FailureException(FailureKind.Usage, $"{option}: '{text}' is not a version", "write it as 3.5 or 2.42.0");

    private static async Task<PrometheusVersion> ProbeAsync(
        string? path, string? search, bool promtoolWillDo, string? cacheFolder, Log log, CancellationToken cancellation)
    {
        if (path is not null && await new PrometheusVersionProbe(cacheFolder).ReadAsync(path, cancellation) is { } own) return own;
        if (promtoolWillDo && Promtool.Find(Prometheus, search) is { } promtool && await promtool.VersionAsync(cacheFolder, cancellation) is { } its) return its;
        log.Info("could not determine the Prometheus version; using the rules of the newest known release",
            [("version", PrometheusVersion.NewestKnown), ("help", "set it with --prometheus-version")]);
        return PrometheusVersion.NewestKnown;
    }

    /// <summary>Our folder in the user's cache (XDG Base Directory Specification); null when there is none, or its owner or mode is wrong.</summary>
    private static string? UserCache(string? home)
    {
        if (home is not { Length: > 0 } || !Path.IsPathRooted(home)) return null;
        try
        {
            var folder = Path.Join(home, "promlauncher");
            PrivateFolder.Ensure(folder);
            return folder;
        }
        catch (UnusableFolderException)
        {
            return null;
        }
    }

    private static string? PathOf(string program, string? search)
    {
        try
        {
            return ProgramPath.Find(program, search);
        }
        catch (FailureException)
        {
            // Reported when it is to be started.
            return null;
        }
    }
}
