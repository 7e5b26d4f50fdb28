namespace PromLauncher.Config.Placeholders;

/// <summary>The values of <c>--set NAME=VALUE</c>.</summary>
public static class SetOption
{
    /// <summary>Reads one. The value may be empty, and may hold anything.</summary>
    /// <param name="text">The argument.</param>
    /// <exception cref="FormatException">It has no name, no <c>=</c>, or a name that no placeholder can have. Never quotes the value.</exception>
    public static KeyValuePair<string, string> Parse(string text)
    {
        var equals = text.IndexOf('=');
        // Without '=' the text may be a value: it isn't quoted.
        if (equals < 0) throw new FormatException("--set needs NAME=VALUE, and there is no '='");
        var name = text[..equals];
        return PlaceholderParser.IsVariableName(name)
            ? new(name, text[(equals + 1)..])
            : throw new FormatException($"--set needs NAME=VALUE; \"{name}\" is not a valid name: use letters, digits and '_', not beginning with a digit");
    }
}
