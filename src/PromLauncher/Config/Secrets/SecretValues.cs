using System.Text.RegularExpressions;

namespace PromLauncher.Config.Secrets;

/// <summary>
/// Finds values of secret fields in a line that need not be YAML: a comment, or a file that can't be parsed. What ends a value is only known within
/// quotes and brackets; else it extends to the end of the line.
/// </summary>
internal static partial class SecretValues
{
    /// <summary>Visits them from left to right.</summary>
    /// <param name="line">The line, or a part of it.</param>
    /// <param name="visit">Called with the first offset of a value and the offset after its last character.</param>
    public static void Visit(string line, Action<int, int> visit)
    {
        var flow = new FlowState(line);
        for (var pair = Pair().Match(line); pair.Success;)
        {
            var next = pair.Index + pair.Length;
            var name = pair.Groups["name"].Value.ToLowerInvariant();
            var start = next + Property().Match(line, next).Length;
            if (IsHidden(line, name, start))
            {
                var isPlaceholder = Placeholder().Match(line, start) is { Success: true } placeholder && !placeholder.Value.Contains(":-", StringComparison.Ordinal) && !placeholder.Value.Contains(":?", StringComparison.Ordinal);
                next = End(line, start, flow.IsWithin(pair.Groups["name"]));
                // A placeholder refers to a secret without being one, unless it has a default.
                if (!isPlaceholder) visit(start, next);
            }

            pair = Pair().Match(line, next);
        }
    }

    /// <summary>Whether a value stands there, and is secret: not a comment, and not the header of a block, whose lines follow.</summary>
    private static bool IsHidden(string line, string name, int start)
    {
        if (start == line.Length || line[start] == '#' || BlockHeader().IsMatch(line, start)) return false;
        if (line[start] is '{' or '[' && SecretFields.IsSecretBranch(name)) return true;
        return SecretFields.LooksSecret(name) && !(line[start] == '{' && SecretFields.IsSecretSection(name));
    }

    private static int End(string line, int start, bool isInFlow)
    {
        if (line[start] is '"' or '\'') return EndOfQuotes(line, start);
        if (Placeholder().Match(line, start) is { Success: true } placeholder) return start + placeholder.Length;
        if (line[start] is '{' or '[') return EndOfBrackets(line, start);
        return isInFlow ? BeforeNextField(line, start) : line.Length;
    }

    private static int EndOfQuotes(string line, int start)
    {
        var quote = line[start];
        for (var i = start + 1; i < line.Length; i++)
        {
            if (quote == '"' && line[i] == '\\') i++;
            else if (line[i] == quote && quote == '\'' && i + 1 < line.Length && line[i + 1] == quote) i++;
            else if (line[i] == quote) return i + 1;
        }

        return line.Length;
    }

    private static int EndOfBrackets(string line, int start)
    {
        var depth = 0;
        for (var i = start; i < line.Length; i++)
        {
            if (line[i] is '"' or '\'') i = EndOfQuotes(line, i) - 1;
            else if (line[i] is '{' or '[') depth++;
            else if (line[i] is '}' or ']' && --depth == 0) return i + 1;
        }

        return line.Length;
    }

    /// <summary>In <c>{password: a, b, user: c}</c> a comma alone may belong to what was meant as the password; one before a key does not.</summary>
    private static int BeforeNextField(string line, int start)
    {
        for (var comma = line.IndexOf(',', start); comma >= 0; comma = line.IndexOf(',', comma + 1))
        {
            if (!NextField().IsMatch(line, comma)) continue;
            while (comma > start && line[comma - 1] is ' ' or '\t' or '}' or ']') comma--;
            return comma;
        }

        return line.Length;
    }

    // The match begins at a word boundary, as trying from within a word would take quadratic time.
    [GeneratedRegex(@"(?<![\w.-])(?>(?<name>[\w.-]+))[""']?\s*[:=]\s*")]
    private static partial System.Text.RegularExpressions.Regex Pair();

    // Anchors and tags.
    [GeneratedRegex(@"\G(?:[&!]\S*\s+)*")]
    private static partial System.Text.RegularExpressions.Regex Property();

    [GeneratedRegex(@"\G[|>][-+0-9]*\s*(?:#|$)")]
    private static partial System.Text.RegularExpressions.Regex BlockHeader();

    [GeneratedRegex(@"\G(?:\$\{[^}]*\}|""\$\{[^}""]*\}""|'\$\{[^}']*\}')(?=\s*(?:[,}\]#]|$))")]
    private static partial System.Text.RegularExpressions.Regex Placeholder();

    [GeneratedRegex(@"\G,[\s{\[]*[""']?[\w.-]+[""']?\s*:(?:\s|$)")]
    private static partial System.Text.RegularExpressions.Regex NextField();

    /// <summary>Whether places of a line are within <c>{ }</c> and outside of quotes. Asked from left to right: each character is looked at once.</summary>
    private sealed class FlowState(string line)
    {
        private int _at;
        private int _depth;
        private int _quoted;

        /// <summary>True when a key is a field of a flow mapping that began in this line.</summary>
        public bool IsWithin(Group key)
        {
            var offset = key.Index;
            if (offset < _quoted) return false;
            while (_at < offset)
            {
                var c = line[_at];
                if (c is '"' or '\'' && IsStart())
                {
                    var end = EndOfQuotes(line, _at);
                    var isKey = _at + 1 == offset && end == offset + key.Length + 1;
                    _at = end;
                    if (end <= offset || isKey) continue;
                    _quoted = end;
                    return false;
                }

                if (c == '{') _depth++;
                else if (c == '}' && _depth > 0) _depth--;
                _at++;
            }

            return _depth > 0;
        }

        /// <summary>Quotes begin a text only where one may begin: the apostrophe of <c>don't</c> doesn't.</summary>
        private bool IsStart()
        {
            var before = _at - 1;
            while (before >= 0 && line[before] is ' ' or '\t') before--;
            return before < 0 || line[before] is '{' or '[' or ',' or ':' or '-' or '?';
        }
    }
}
