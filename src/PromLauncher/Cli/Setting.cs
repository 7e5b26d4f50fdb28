using System.CommandLine;
using PromLauncher.Telemetry;

namespace PromLauncher.Cli;

/// <summary>An option and its environment variable; the flag wins. An empty value counts as unset, so that a task definition can clear what an image sets.</summary>
internal abstract class Setting
{
    /// <summary>The option as System.CommandLine knows it.</summary>
    public abstract Option Option { get; }

    /// <summary>The environment variable of an option: <c>--refresh-interval</c> is <c>PROMLAUNCHER_REFRESH_INTERVAL</c>.</summary>
    public static string VariableOf(string option) => "PROMLAUNCHER_" + option[2..].ToUpperInvariant().Replace('-', '_');

    private protected static string Describe(string option, string help, string? shownDefault) =>
        shownDefault is null ? $"{help} [${VariableOf(option)}]" : $"{help} [${VariableOf(option)}; default: {shownDefault}]";
}

/// <summary>A setting of one value.</summary>
/// <param name="name">The option, with its dashes.</param>
/// <param name="help">Its description in the help.</param>
/// <param name="parse">Reads the text; throws <see cref="FormatException"/> with what is allowed.</param>
/// <param name="fallback">The value when neither flag nor variable is given.</param>
/// <param name="shownDefault">The default as the help shows it.</param>
/// <param name="elsewhere">Values of this option that only other commands support. The variable, set for all commands of a container, may hold one: here it counts as unset.</param>
internal sealed class Setting<T>(string name, string help, Func<string, T> parse, T fallback, string? shownDefault = null, IReadOnlyList<string>? elsewhere = null) : Setting
{
    private readonly Option<string[]> _option = new(name)
    {
        Description = Describe(name, help, shownDefault),
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        HelpName = "value",
    };

    /// <inheritdoc/>
    public override Option Option => _option;

    /// <summary>The value; when a flag is repeated the last value wins, as in Go's flag package.</summary>
    /// <exception cref="FailureException">The text can't be read.</exception>
    public T Read(ParseResult result, Func<string, string?> environment)
    {
        if (result.GetValue(_option) is [.., var given]) return given.Length > 0 ? ValueParser.Read(name, given, parse) : fallback;
        return environment(VariableOf(name)) is { Length: > 0 } text && elsewhere?.Contains(text) != true ? ValueParser.Read(VariableOf(name), text, parse) : fallback;
    }
}
