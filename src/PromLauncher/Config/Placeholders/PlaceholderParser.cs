using System.Buffers;

namespace PromLauncher.Config.Placeholders;

/// <summary>Finds the placeholders of a text, by the grammar in docs/placeholders.md.</summary>
internal static class PlaceholderParser
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private const string Schemes = "ssm, secretsmanager, ecs and aws; a name alone is an environment variable";

    /// <summary>The whole text in parts; empty when it has neither placeholders nor escapes.</summary>
    /// <param name="text">A scalar's value.</param>
    /// <param name="isLeftAlone">True for text between the braces that isn't a placeholder (a named group of a regex).</param>
    public static IReadOnlyList<Part> Parse(string text, Func<string, bool>? isLeftAlone = null)
    {
        List<Part> parts = [];
        var (done, close) = (0, text.IndexOf('}'));
        for (var i = text.IndexOf("${", StringComparison.Ordinal); i >= 0; i = text.IndexOf("${", i, StringComparison.Ordinal))
        {
            var isEscape = i > done && text[i - 1] == '$';
            // Searched once, however many braces are opened before it.
            if (close >= 0 && close < i) close = text.IndexOf('}', i);
            var end = close < 0 ? text.Length : close + 1;
            var part = isEscape ? close < 0 ? null : new Part(PartKind.Escape, i - 1, text[(i - 1)..end])
                : !MayBeOurs(text.AsSpan(i + 2)) ? null
                : close < 0 ? Unclosed(text, i)
                : isLeftAlone?.Invoke(text[(i + 2)..close]) == true ? null
                : Read(text[(i + 2)..close], i);
            if (part is null)
            {
                i += 2;
                continue;
            }

            if (part.Start > done) parts.Add(new(PartKind.Literal, done, text[done..part.Start]));
            parts.Add(part);
            i = done = end;
        }

        if (parts.Count > 0 && done < text.Length) parts.Add(new(PartKind.Literal, done, text[done..]));
        return parts;
    }

    /// <summary>
    /// False for what <see cref="Read"/> and <see cref="Unclosed"/> would certainly not accept. Without this, a text with many opening braces
    /// would be read to its end for each of them.
    /// </summary>
    private static bool MayBeOurs(ReadOnlySpan<char> content)
    {
        if (content.IsEmpty || content[0] != '_') return !content.IsEmpty && char.IsAsciiLetter(content[0]);
        var end = content.IndexOfAnyExcept(NameCharacters);
        return end < 0 || content[end] == '}' || content[end..] is [':', '-' or '?', ..] or [':'];
    }

    /// <summary>Reads the text between the braces; null when it is not a placeholder and doesn't look like one.</summary>
    private static Part? Read(string content, int start)
    {
        var whole = "${" + content + "}";
        var (head, fallback, message) = Split(content);
        // A default may be a password, and is not quoted.
        var shown = fallback is null ? whole : $"${{{head}:-…}}";
        var colon = head.IndexOf(':');
        if (colon < 0)
        {
            if (IsVariableName(head)) return Placeholder(PlaceholderScheme.Environment, head);
            if (head.Length == 0 || !char.IsAsciiLetter(head[0])) return null;
            return Malformed(
                FindingKind.MalformedPlaceholder,
                $"'{shown}' is not a placeholder and stays unchanged: the name of a variable has only letters, digits and '_'.",
                $"Write '${shown}' for literal text.",
                isError: false);
        }

        var scheme = PlaceholderReference.SchemeOf(head.AsSpan(0, colon));
        if (scheme is null)
        {
            if (!IsSchemeName(head.AsSpan(0, colon))) return null;
            return Malformed(
                FindingKind.UnknownPlaceholderScheme,
                $"'{shown}' has the unknown scheme '{head[..colon]}'.",
                $"Known are {Schemes}. A default is written ':-', and literal text '${shown}'.",
                isError: true);
        }

        var name = head[(colon + 1)..];
        var fault = PlaceholderNames.Fault(scheme.Value, name);
        return fault is null ? Placeholder(scheme.Value, name) : Malformed(FindingKind.MalformedPlaceholder, $"In '{shown}' {fault}", null, isError: true);

        Part Malformed(FindingKind kind, string fault, string? help, bool isError) => PlaceholderParser.Malformed(kind, whole, start, fault, help, isError);

        Part Placeholder(PlaceholderScheme kind, string id) =>
            new(PartKind.Placeholder, start, whole) { Reference = new(kind, id), Default = fallback, Message = message };
    }

    /// <summary>Splits at the first of <c>:-</c> and <c>:?</c>.</summary>
    private static (string Head, string? Default, string? Message) Split(string content)
    {
        for (var i = 0; i + 1 < content.Length; i++)
        {
            if (content[i] != ':') continue;
            if (content[i + 1] == '-') return (content[..i], content[(i + 2)..], null);
            if (content[i + 1] == '?') return (content[..i], null, content[(i + 2)..]);
        }

        return (content, null, null);
    }

    private static Part? Unclosed(string text, int at)
    {
        var rest = text[at..];
        var end = 2;
        while (end < rest.Length && (char.IsAsciiLetterOrDigit(rest[end]) || rest[end] == '_')) end++;
        var isOurs = rest.AsSpan(end) is ":" or [':', '-' or '?', ..];
        return Malformed(
            FindingKind.UnclosedPlaceholder,
            rest,
            at,
            "A placeholder begins here and is not closed by '}'.",
            "A default or message ends at the first '}', and one with ': ' or ' #' in it must be quoted: YAML ends the text there.",
            isOurs);
    }

    private static Part Malformed(FindingKind kind, string text, int start, string message, string? help, bool isError) =>
        new(PartKind.Malformed, start, text) { Fault = new(kind, message, help, start, start), IsError = isError };

    internal static bool IsVariableName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || char.IsAsciiDigit(name[0])) return false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_') return false;
        }

        return true;
    }

    private static bool IsSchemeName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || !char.IsAsciiLetter(name[0])) return false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.')) return false;
        }

        return true;
    }
}
