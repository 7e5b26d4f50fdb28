using PromLauncher.Config.Values;

namespace PromLauncher.Config.RuleFiles;

/// <summary>
/// Finds what no release's PromQL parser accepts, without being a parser: characters that mean nothing, unclosed brackets and strings, misspelt numbers,
/// two values without an operator between them. Anything else passes: only promtool or Prometheus itself can check it.
/// Source: <c>promql/parser/lex.go</c> of the releases.
/// </summary>
/// <param name="text">The expression.</param>
/// <param name="version">The release.</param>
internal sealed partial class ExpressionScan(string text, PrometheusVersion version)
{
    private const string Keywords =
        " and or unless atan2 sum avg count min max group stddev stdvar topk bottomk count_values quantile limitk limit_ratio offset smoothed anchored"
        + " by without on ignoring group_left group_right fill fill_left fill_right bool start end step range max_of min_of ";

    private readonly Stack<(int Offset, bool BehindKeyword)> _open = new();
    private Kind _last = Kind.Start;
    private int _lastAt;
    private int _at;

    private enum Kind
    {
        Start,
        Value,
        Operator,
        Keyword,
        Offset,
        Other,
    }

    /// <summary>The first such fault, or null.</summary>
    public ExpressionFault? Find()
    {
        while (_at < text.Length)
        {
            if (Next() is { } fault) return fault;
        }

        if (_open.Count > 0) return new(_open.Peek().Offset, 1, "this `(` is never closed", null);
        if (_last == Kind.Operator) return new(_lastAt, 1, "nothing follows the operator", null);
        return null;
    }

    private ExpressionFault? Next()
    {
        var start = _at;
        var c = text[_at];
        switch (c)
        {
            case ' ' or '\t' or '\r' or '\n':
                _at++;
                return null;
            case '#':
                while (_at < text.Length && text[_at] != '\n') _at++;
                return null;
            case '"' or '\'' or '`':
                return Quoted(c) ?? Value(start);
            case '{' or '[':
                return Enclosed(c);
            case '(':
                _open.Push((_at++, _last == Kind.Keyword));
                return Take(Kind.Other, start);
            case ')':
                if (_open.Count == 0) return new(_at, 1, "this `)` closes nothing", null);
                _at++;

                // The parentheses of `on (…)` and the like are not a value: one may follow.
                return Take(_open.Pop().BehindKeyword ? Kind.Other : Kind.Value, start);
            case '}' or ']':
                return new(_at, 1, $"this `{c}` closes nothing", null);
            case ',' or '@':
                _at++;
                return Take(Kind.Other, start);
            case '+' or '-':
                _at++;
                return Take(_last == Kind.Offset ? Kind.Offset : Kind.Operator, start);
            case '*' or '/' or '%' or '^' or '=' or '!' or '<' or '>':
                return Operator(start);
            case '.' when _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1]):
            case >= '0' and <= '9':
                return Number(start);
            default:
                if (char.IsAsciiLetter(c) || c is '_' or ':') return Word(start);
                return Meaningless(start);
        }
    }

    private ExpressionFault? Operator(int start)
    {
        var two = text.AsSpan(_at, Math.Min(2, text.Length - _at));
        if (text[_at] == '!' && two is not "!=") return new(start, 1, "`!` stands alone", "Write `!=`, or `unless` for \"and not\".");
        if (two is "=~") return new(start, 2, "`=~` matches labels, not values", "It belongs within `{…}`.");
        _at += two is "==" or "!=" or "<=" or ">=" or "</" or ">/" ? 2 : 1;
        if (_at - start == 1 && text[start] == '=') return new(start, 1, "`=` is outside of `{…}`", "To compare values, write `==`.");
        if (_last is Kind.Operator or Kind.Start) return new(start, _at - start, $"`{text[start.._at]}` has nothing to its left", null);
        return Take(Kind.Operator, start);
    }

    private ExpressionFault? Word(int start)
    {
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or ':')) _at++;
        var word = text.AsSpan(start, _at - start);
        if (word.Equals("offset", StringComparison.OrdinalIgnoreCase)) return Take(Kind.Offset, start);

        // A keyword can also name a metric or a function: what may precede and follow it is left to the parser.
        return Keywords.Contains($" {word} ", StringComparison.OrdinalIgnoreCase) ? Take(Kind.Keyword, start) : Value(start);
    }

    private ExpressionFault? Number(int start)
    {
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or '.' || IsExponentSign())) _at++;
        var word = text.AsSpan(start, _at - start);
        var isNewer = version.AtLeast(2, 54);
        if (!IsNumber(word, isNewer))
        {
            if (PromDuration.Parse(word, out _) is { } fault) return new(start, word.Length, $"`{word}` is neither a number nor a duration: {fault}", null);
            if (!isNewer && _last != Kind.Offset)
                return new(start, word.Length, $"the duration `{word}` is where a number is expected",
                    "Durations count as numbers since Prometheus 2.54: write the seconds.");
        }

        return Value(start);
    }

    private bool IsExponentSign() => text[_at] is '+' or '-' && text[_at - 1] is 'e' or 'E' && !text.AsSpan(0, _at).EndsWith("0xe", StringComparison.OrdinalIgnoreCase);

    private static bool IsNumber(ReadOnlySpan<char> word, bool underscores)
    {
        if (word.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) return true;
        if (word.Contains('_') && !underscores) return false;
        return GoNumber.LooksLikeFloat(word.ToString().Replace("_", "", StringComparison.Ordinal));
    }

    private ExpressionFault? Value(int start)
    {
        if (_last == Kind.Value)
        {
            return new(start, Math.Max(1, _at - start), $"`{text[start.._at]}` follows a value without an operator between them",
                "To combine values, write `and`, `or`, `unless` or an arithmetic operator.");
        }

        return Take(Kind.Value, start);
    }

    private ExpressionFault? Take(Kind kind, int start)
    {
        _last = kind;
        _lastAt = start;
        return null;
    }
}
