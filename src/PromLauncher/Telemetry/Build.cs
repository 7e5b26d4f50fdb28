using System.Reflection;

namespace PromLauncher.Telemetry;

/// <summary>What this program is.</summary>
public static class Build
{
    /// <summary>Its version, with the commit behind <c>+</c> where that was known.</summary>
    public static string Version => typeof(Build).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
