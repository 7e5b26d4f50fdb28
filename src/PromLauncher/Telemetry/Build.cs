using System.Reflection;

namespace PromLauncher.Telemetry;

/// <summary>Facts about this build.</summary>
public static class Build
{
    /// <summary>Its version, with the commit after <c>+</c> where known.</summary>
    public static string Version => typeof(Build).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
