namespace PromLauncher.Telemetry;

/// <summary>Facts about this build.</summary>
public static partial class Build
{
    /// <summary>Its version, with the commit after <c>+</c> where known. A constant that the build writes, see PromLauncher.csproj.</summary>
    public static string Version => InformationalVersion;
}
