namespace PromLauncher.Discovery.Targets;

/// <summary>A port to scrape, with its path and job.</summary>
/// <param name="Port">The container's port; if <paramref name="IsHostPort"/>, the host's.</param>
/// <param name="Path">The metrics path, or null.</param>
/// <param name="Job">The job, or null.</param>
/// <param name="IsHostPort">True when the port is already the host's.</param>
public readonly record struct WantedPort(int Port, string? Path = null, string? Job = null, bool IsHostPort = false);
