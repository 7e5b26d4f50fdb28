using System.CommandLine;

namespace PromLauncher.Cli;

/// <summary>A setting that is on or off: <c>--name</c>, <c>--name=false</c>, the variable as true, false, 1 or 0.</summary>
internal sealed class BooleanSetting(string name, string help, bool fallback = false) : Setting
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
                return ValueParser.Boolean(token.Value);
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
        return environment(VariableOf(name)) is { Length: > 0 } text ? ValueParser.Read(VariableOf(name), text, ValueParser.Boolean) : fallback;
    }
}
