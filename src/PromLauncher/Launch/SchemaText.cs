using PromLauncher.Config;
using PromLauncher.Config.Schema;

namespace PromLauncher.Launch;

/// <summary><c>promlauncher schema</c>: the schema of a release.</summary>
public static class SchemaText
{
    /// <summary>The default release.</summary>
    public static string NewestRelease => PrometheusVersion.NewestKnown.ToMinorString();

    /// <summary>The configuration's JSON Schema 2020-12.</summary>
    /// <param name="release">The release, such as <c>3.5</c>.</param>
    /// <param name="warning">A warning that this is the schema of another release, as the requested one isn't known; else null.</param>
    /// <exception cref="Telemetry.FailureException">It is none: usage.</exception>
    public static string Write(string release, out string? warning)
    {
        var wanted = PrometheusTargetProbe.Read("--prometheus-version", release);
        var given = PrometheusSchema.Nearest(wanted);
        warning = given.IsSameMinor(wanted) ? null
            : $"the schema of Prometheus {wanted.ToMinorString()} is not known; this is that of {given.ToMinorString()}, the {(wanted.IsNewerThanKnown ? "newest" : "oldest")} known";
        return JsonSchema.Write(wanted);
    }
}
