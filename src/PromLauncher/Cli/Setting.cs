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
        if (result.GetValue(_option) is [.., var given]) return given.Length > 0 ? Values.Read(name, given, parse) : fallback;
        return environment(VariableOf(name)) is { Length: > 0 } text && elsewhere?.Contains(text) != true ? Values.Read(VariableOf(name), text, parse) : fallback;
    }
}

/// <summary>A setting that is on or off: <c>--name</c>, <c>--name=false</c>, the variable as true, false, 1 or 0.</summary>
internal sealed class Switch(string name, string help, bool fallback = false) : Setting
{
    private readonly Option<bool?> _option = new(name)
    {
        Description = Describe(name, help, fallback ? "true" : "false"),
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "true|false",
        CustomParser = result =>
        {
            if (result.Tokens is not [.., var token]) return true;
            if (token.Value.Length == 0) return fallback;
            try
            {
                return Values.Boolean(token.Value);
            }
            catch (FormatException e)
            {
                result.AddError($"'{token.Value}': {e.Message}");
                return null;
            }
        },
    };

    /// <inheritdoc/>
    public override Option Option => _option;

    /// <summary>True when it is on.</summary>
    public bool Read(ParseResult result, Func<string, string?> environment)
    {
        if (result.GetResult(_option) is { } given && !given.Implicit) return result.GetValue(_option) ?? true;
        return environment(VariableOf(name)) is { Length: > 0 } text ? Values.Read(VariableOf(name), text, Values.Boolean) : fallback;
    }
}

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
        if (result.GetValue(_option) is { Length: > 0 } given) return [.. given.SelectMany(text => commas || text.Length == 0 ? Values.Split(text, commas) : [text])];
        return environment(VariableOf(name)) is { Length: > 0 } text ? Values.Split(text, commas) : [];
    }
}
