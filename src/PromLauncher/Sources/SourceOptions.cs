namespace PromLauncher.Sources;

/// <summary>Options common to all kinds of sources.</summary>
public sealed record SourceOptions
{
    /// <summary>The main file of a prefix or folder, and the name under which a single file is published.</summary>
    public string MainFile { get; init; } = "prometheus.yml";

    /// <summary>True when a prefix or folder may lack the main file: then everything in it is fetched, whatever it is.</summary>
    public bool MainFileIsOptional { get; init; }

    /// <summary>The maximum size of all files together, unpacked, in bytes.</summary>
    public long MaxSize { get; init; } = 10 * 1024 * 1024;

    /// <summary>The maximum number of files in a prefix or folder.</summary>
    public int MaxObjects { get; init; } = 1000;

    /// <summary>True when plain http may be used.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>The option that allows it, for error messages.</summary>
    public string AllowHttpOption { get; init; } = "--allow-http";

    /// <summary>How long one attempt over the network may take.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock of time-outs.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Gives an environment variable's value, or null.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>Opens standard input.</summary>
    public Func<Stream> StandardInput { get; init; } = Console.OpenStandardInput;
}
