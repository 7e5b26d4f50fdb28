namespace PromLauncher.Config.Templates;

/// <content>Pipelines: <c>$x := f a b | g</c>.</content>
internal sealed partial class TemplateParser
{
    private void Pipeline(string context, TokenKind end)
    {
        if (++_depth > MaxDepth) throw Wrong(Peek(), $"parentheses are nested deeper than {MaxDepth}");
        Declarations(context);
        var stage = 0;
        while (true)
        {
            var token = NextNonSpace();
            if (token.Kind == end)
            {
                if (stage == 0)
                    throw Wrong(token, context == "command" ? "the action is empty" : $"`{context}` has no value",
                        context == "command" ? "Write a value between `{{` and `}}`." : $"Write `{{{{ {context} VALUE }}}}`.");
                _depth--;
                return;
            }

            if (!StartsOperand(token)) throw Unexpected(token, context);
            Back(token);
            Command(++stage);
        }
    }

    /// <summary>Reads <c>$x :=</c>, <c>$x =</c> and, in a range, <c>$i, $x :=</c>.</summary>
    private void Declarations(string context)
    {
        for (var count = 1; ; count++)
        {
            var variable = NextNonSpace();
            if (variable.Kind != TokenKind.Variable)
            {
                Back(variable);
                return;
            }

            var after = Next();
            var next = after.Kind == TokenKind.Space ? NextNonSpace() : after;
            if (next.Kind is TokenKind.Assign or TokenKind.Declare)
            {
                _variables.Add(variable.Value);
                return;
            }

            if (next is { Kind: TokenKind.Other, Value: "," })
            {
                _variables.Add(variable.Value);
                var following = PeekNonSpace();
                if (context != "range" || count >= 2)
                    throw Wrong(variable, $"too many variables are declared in `{context}`", "Only a `range` declares two: `{{ range $i, $x := … }}`.");
                if (following.Kind is TokenKind.Variable or TokenKind.RightDelimiter or TokenKind.RightParen) continue;
                throw Wrong(following, "a range can only declare variables here", "Write `{{ range $i, $x := … }}`.");
            }

            Back(next);
            if (after.Kind == TokenKind.Space) Back(after);
            Back(variable);
            return;
        }
    }

    private static bool StartsOperand(Token token) => token.Kind is TokenKind.Bool or TokenKind.Character or TokenKind.Complex or TokenKind.Dot or TokenKind.Field
        or TokenKind.Identifier or TokenKind.Number or TokenKind.Nil or TokenKind.RawString or TokenKind.String or TokenKind.Variable or TokenKind.LeftParen
        || (token.Kind == TokenKind.Keyword && token.Value is "break" or "continue");

    private void Command(int stage)
    {
        var start = PeekNonSpace();
        var operands = 0;
        while (true)
        {
            if (Operand() is { } first && operands++ == 0 && stage > 1
                && first is TokenKind.Bool or TokenKind.Dot or TokenKind.Nil or TokenKind.Number or TokenKind.String)
            {
                throw Wrong(start, $"`{start.Value}` can't be called", "After a `|` there must be a function, which receives the value before it as its last argument.");
            }

            var token = Next();
            if (token.Kind == TokenKind.Space) continue;
            if (token.Kind is TokenKind.RightDelimiter or TokenKind.RightParen) Back(token);
            else if (token.Kind != TokenKind.Pipe) throw Unexpected(token, "the arguments");
            break;
        }

        if (operands == 0) throw Wrong(start, "a command is empty", "A `|` needs something on both sides.");
    }

    /// <summary>A term with the fields after it; returns the kind of the term, or null when there is none.</summary>
    private TokenKind? Operand()
    {
        var start = PeekNonSpace();
        if (Term() is not { } kind) return null;
        if (Peek().Kind != TokenKind.Field) return kind;
        if (kind is TokenKind.Bool or TokenKind.String or TokenKind.Number or TokenKind.Nil or TokenKind.Dot) throw Wrong(Peek(), $"`{start.Value}` has no fields");
        while (Peek().Kind == TokenKind.Field) Next();
        return kind is TokenKind.Field or TokenKind.Variable ? kind : TokenKind.LeftParen;
    }

    private TokenKind? Term()
    {
        var token = NextNonSpace();
        switch (token.Kind)
        {
            case TokenKind.Identifier:
            case TokenKind.Keyword when token.Value is "break" or "continue" && _go.Minor < 18:
                if (!_functions.Has(token.Value)) throw Wrong(token, $"there is no function `{token.Value}`", _functions.HelpFor(token.Value));
                return TokenKind.Identifier;
            case TokenKind.Variable:
                if (!_variables.Contains(token.Value)) throw UnknownVariable(token);
                return token.Kind;
            case TokenKind.Dot or TokenKind.Nil or TokenKind.Field or TokenKind.Bool:
                return token.Kind;
            case TokenKind.Character or TokenKind.Complex or TokenKind.Number:
                if (!GoLiterals.IsNumber(token)) throw Wrong(token, $"`{token.Value}` is not a number that Go can read");
                return TokenKind.Number;
            case TokenKind.LeftParen:
                Pipeline("(…)", TokenKind.RightParen);
                return token.Kind;
            case TokenKind.String or TokenKind.RawString:
                Unquoted(token);
                return TokenKind.String;
            default:
                Back(token);
                return null;
        }
    }

    private TemplateException UnknownVariable(Token token)
    {
        var isKnownOutside = token.Value is "$labels" or "$value" or "$externalLabels" or "$externalURL";
        return Wrong(token, $"there is no variable `{token.Value}` here", isKnownOutside && _inDefinition
            ? "Within `define` and `block` only `$` and `.` are known: pass the value, as in `{{ template \"name\" $labels }}`."
            : "Known are `$labels`, `$value`, `$externalLabels`, `$externalURL` (since 2.28) and what `{{ $x := … }}` declares.");
    }

    private static string Unquoted(Token token) =>
        token.Kind == TokenKind.RawString ? token.Value[1..^1]
        : GoLiterals.Unquote(token.Value, '"') ?? throw Wrong(token, "the string has an escape that Go doesn't know", @"Write `\\` for a backslash, or put the string in backquotes.");

    private void Expect(TokenKind kind, string context)
    {
        var token = NextNonSpace();
        if (token.Kind != kind) throw Unexpected(token, context);
    }

    private static TemplateException Wrong(Token token, string message, string? help = null) => TemplateLexer.Fault(token.Offset, token.Value.Length, message, help);

    private static TemplateException Unexpected(Token token, string context) => token.Kind switch
    {
        TokenKind.End => Wrong(token, "the template ends too early"),
        TokenKind.Other when token.Value == "/" => Wrong(token, "`/` has no meaning here", "A comment begins right after the braces: `{{/* … */}}`."),
        TokenKind.Other => Wrong(token, $"`{token.Value}` has no meaning here", "There are no operators; call `eq`, `ne`, `lt`, `gt`, `and`, `or`, `not`: `{{ if gt $value 5.0 }}`."),
        TokenKind.Assign or TokenKind.Declare => Wrong(token, $"`{token.Value}` has no meaning here", "Only a variable can be assigned to: `{{ $x := … }}`; to compare, write `eq A B`."),
        _ => Wrong(token, $"`{token.Value}` is not allowed in `{context}`"),
    };

    private Token Next() => _ahead.Count > 0 ? _ahead.Pop() : _lexer.Next();

    private Token NextNonSpace()
    {
        var token = Next();
        while (token.Kind == TokenKind.Space) token = Next();
        return token;
    }

    private void Back(Token token) => _ahead.Push(token);

    private Token Peek()
    {
        var token = Next();
        Back(token);
        return token;
    }

    private Token PeekNonSpace()
    {
        var token = NextNonSpace();
        Back(token);
        return token;
    }
}
