using PromLauncher.Config;
using PromLauncher.Config.Checks;
using PromLauncher.Config.Document;

namespace PromLauncher.Launch;

/// <summary>One input to check: a configuration with its files, or a file of another kind.</summary>
/// <param name="Bundle">Its files.</param>
/// <param name="Kind">What the main file is.</param>
/// <param name="Root">The prefix of its files' paths as shown to users.</param>
internal sealed record ValidationInput(ConfigBundle Bundle, FileKind Kind, string Root)
{
    /// <summary>The name of the main file when it isn't its path: standard input, an environment variable.</summary>
    public string? MainName { get; init; }

    /// <summary>The main file, when it was parsed to recognise its kind.</summary>
    public YamlDocument? Document { get; init; }

    /// <summary>A file's name as shown to users.</summary>
    public string NameOf(string file) => file == Bundle.MainFile && MainName is not null ? MainName : file.StartsWith('/') ? file : Root + file;
}
