namespace PromLauncher.Tests;

/// <summary>Where the tests find the working tree and the native binary that they run.</summary>
internal static class Repository
{
    /// <summary>The folder that holds global.json.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder src/PromLauncher.</summary>
    public static string Source => Path.Combine(Root, "src", "PromLauncher");

    /// <summary>The published native binary: <c>PROMLAUNCHER_BINARY</c>, else where script/test puts it.</summary>
    public static string Binary => Environment.GetEnvironmentVariable("PROMLAUNCHER_BINARY") is { Length: > 0 } path
        ? path
        : Path.Combine(Root, "artifacts", "publish", "promlauncher");

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "global.json"))) return folder;
        }

        throw new InvalidOperationException("global.json is in no folder above " + AppContext.BaseDirectory);
    }
}
