namespace PromLauncher.Sources;

/// <summary>What holds for a source whatever its kind.</summary>
public sealed record SourceOptions
{
    /// <summary>The main file of a prefix or folder, and the name under which a single file is published.</summary>
    public string MainFile { get; init; } = "prometheus.yml";

    /// <summary>True when a prefix or directory may lack its main file: then all that it holds is wanted, whatever it is.</summary>
    public bool MainFileIsOptional { get; init; }

    /// <summary>The most bytes that all files together may have, unpacked.</summary>
    public long MaxSize { get; init; } = 10 * 1024 * 1024;

    /// <summary>The most files that a prefix or folder may hold.</summary>
    public int MaxObjects { get; init; } = 1000;

    /// <summary>True when plain http may be used.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>The option by which it is allowed, for error texts.</summary>
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
