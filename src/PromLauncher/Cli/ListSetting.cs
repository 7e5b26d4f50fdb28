using System.CommandLine;

namespace PromLauncher.Cli;

/// <summary>A setting with several values: repeated, or as a list in one string.</summary>
/// <param name="name">The option, with its dashes.</param>
/// <param name="help">Its description in the help.</param>
/// <param name="commas">True when commas separate the values; newlines always do (and are the only separator for values that contain commas).</param>
/// <param name="shownDefault">The default as the help shows it.</param>
internal sealed class ListSetting(string name, string help, bool commas = true, string? shownDefault = null) : Setting
{
    private readonly Option<string[]> _option = new(name)
    {
        Description = Describe(name, help + (commas ? "; repeatable, or a comma-separated list" : "; repeatable, in the variable one a line"), shownDefault),
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        HelpName = "value",
    };

    /// <inheritdoc/>
    public override Option Option => _option;

    /// <summary>The values in order; none when nothing is given.</summary>
    public IReadOnlyList<string> Read(ParseResult result, Func<string, string?> environment)
    {
        if (result.GetValue(_option) is { Length: > 0 } given)
            return [.. given.SelectMany(text => commas || text.Length == 0 ? ValueParser.Split(text, commas) : [text])];
        return environment(VariableOf(name)) is { Length: > 0 } text ? ValueParser.Split(text, commas) : [];
    }
}
