using System.CommandLine;
using PromLauncher.Launch;
using PromLauncher.Telemetry;

namespace PromLauncher.Cli;

/// <summary>The LOCATION arguments of a command line.</summary>
internal static class Locations
{
    private const string Help = "s3://bucket/key, s3://bucket/prefix/, https://…, ssm:/name, env:NAME, a file or folder, - for standard input";

    public static Argument<string?> One() => new("LOCATION") { Arity = ArgumentArity.ZeroOrOne, Description = Help };

    public static Argument<string[]> Many() => new("LOCATION") { Arity = ArgumentArity.ZeroOrMore, Description = Help };

    /// <summary>The argument takes precedence over the flag and the variable.</summary>
    public static ConfigurationOptions Choose(ConfigurationOptions options, string? word) => word is null ? options : options with { Location = Check(word) };

    /// <summary>Rejects an argument that was certainly meant as something else.</summary>
    /// <exception cref="FailureException">It is empty, or an option that does not exist: usage.</exception>
    public static string Check(string word) => word switch
    {
        { Length: 0 } => throw new FailureException(FailureKind.Usage, "the LOCATION is empty", Help),
        ['-', _, ..] => throw new FailureException(FailureKind.Usage, $"there is no option '{word}'", "for a file of that name write ./" + word),
        _ => word,
    };
}
