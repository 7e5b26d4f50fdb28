namespace PromLauncher.Config.Templates;

/// <summary>Parses a template as Go's <c>text/template/parse</c> does; keeps only what decides whether it is accepted.</summary>
internal sealed partial class TemplateParser
{
    // Go has no such limit; no real template comes near it, and the thread's stack must not overflow.
    private const int MaxDepth = 1000;

    private readonly TemplateLexer _lexer;
    private readonly TemplateFunctions _functions;
    private readonly GoRelease _go;
    private readonly Stack<Token> _ahead = new();
    private readonly HashSet<string> _defined = new(StringComparer.Ordinal);
    private List<string> _variables;
    private int _rangeDepth;
    private int _depth;
    private bool _inDefinition;
    private Token _last;

    public TemplateParser(TemplateLexer lexer, TemplateFunctions functions, GoRelease go, string name, bool knowsExternalUrl)
    {
        _lexer = lexer;
        _functions = functions;
        _go = go;

        // Prometheus prepends to every template: {{$labels := .Labels}} and so on.
        _variables = ["$", "$labels", "$externalLabels", "$value"];
        if (knowsExternalUrl) _variables.Add("$externalURL");
        _defined.Add(name);
    }

    private enum Ending
    {
        End,
        Else,
        ElseIf,
        ElseWith,
    }

    /// <summary>Parses the whole template.</summary>
    /// <exception cref="TemplateException">It is refused.</exception>
    public void Parse()
    {
        while (Peek().Kind != TokenKind.End)
        {
            var token = Next();
            if (token.Kind == TokenKind.LeftDelimiter)
            {
                var first = NextNonSpace();
                if (first.Is("define"))
                {
                    Definition(first);
                    continue;
                }

                Back(first);
            }

            if (TextOrAction(token, out _) is { } ending)
                throw Wrong(_last, ending == Ending.End ? "this `{{ end }}` ends nothing" : "this `{{ else }}` has no matching action");
        }
    }

    /// <summary><c>{{ define "name" }}…{{ end }}</c>: within it only <c>$</c> is known.</summary>
    private void Definition(Token keyword)
    {
        var name = TemplateName("define");
        Expect(TokenKind.RightDelimiter, "define");
        var (variables, wasInDefinition, ranges) = (_variables, _inDefinition, _rangeDepth);
        (_variables, _inDefinition, _rangeDepth) = (["$"], true, 0);
        Body(keyword, name, "define");
        (_variables, _inDefinition, _rangeDepth) = (variables, wasInDefinition, ranges);
    }

    private void Body(Token keyword, string name, string context)
    {
        var ending = List(keyword, out var isEmpty);
        if (ending != Ending.End) throw Wrong(_last, $"`{{{{ else }}}}` is not allowed in `{{{{ {context} }}}}`");
        if (!isEmpty && !_defined.Add(name)) throw Wrong(keyword, $"the template \"{name}\" is defined twice", "Give one of them another name.");
    }

    /// <summary>Parses up to the matching <c>{{ end }}</c> or <c>{{ else }}</c>.</summary>
    private Ending List(Token opening, out bool isEmpty)
    {
        if (++_depth > MaxDepth) throw Wrong(opening, $"actions are nested deeper than {MaxDepth}");
        isEmpty = true;
        while (true)
        {
            var token = NextNonSpace();
            if (token.Kind == TokenKind.End) throw Wrong(opening, $"`{{{{ {opening.Value} }}}}` has no `{{{{ end }}}}`", "Add `{{ end }}` where it ends.");
            if (TextOrAction(token, out var saysSomething) is { } ending)
            {
                _depth--;
                return ending;
            }

            if (saysSomething) isEmpty = false;
        }
    }

    /// <summary>Parses one token or action; returns the ending when it was one.</summary>
    private Ending? TextOrAction(Token token, out bool saysSomething)
    {
        saysSomething = true;
        if (token.Kind == TokenKind.Text)
        {
            saysSomething = !token.Value.AsSpan().Trim().IsEmpty;
            return null;
        }

        if (token.Kind != TokenKind.LeftDelimiter) throw Unexpected(token, "the template");
        return Action();
    }

    private Ending? Action()
    {
        var token = NextNonSpace();
        if (token.Kind == TokenKind.Keyword)
        {
            switch (token.Value)
            {
                case "end":
                    Expect(TokenKind.RightDelimiter, "end");
                    _last = token;
                    return Ending.End;
                case "else":
                    return Else(token);
                case "if" or "range" or "with":
                    Control(token);
                    return null;
                case "block":
                    Block(token);
                    return null;
                case "template":
                    TemplateName("template");
                    if (NextNonSpace() is { Kind: not TokenKind.RightDelimiter } argument)
                    {
                        Back(argument);
                        Pipeline("template", TokenKind.RightDelimiter);
                    }

                    return null;
                case "break" or "continue" when _go.Minor >= 18:
                    if (NextNonSpace() is { Kind: not TokenKind.RightDelimiter } more) throw Unexpected(more, token.Value);
                    if (_rangeDepth == 0) throw Wrong(token, $"`{{{{ {token.Value} }}}}` is outside of a `{{{{ range }}}}`");
                    return null;
                case "define":
                    throw Wrong(token, "`{{ define }}` is not allowed within another action", "Move it to the top of the text.");
            }
        }

        Back(token);
        Pipeline("command", TokenKind.RightDelimiter);
        return null;
    }

    private Ending Else(Token token)
    {
        _last = token;
        var next = NextNonSpace();
        if (next.Is("if") || (next.Is("with") && _go.Minor >= 23))
        {
            Back(next);
            return next.Is("if") ? Ending.ElseIf : Ending.ElseWith;
        }

        if (next.Kind != TokenKind.RightDelimiter) throw Unexpected(next, "else");
        return Ending.Else;
    }

    /// <summary><c>{{ if }}</c>, <c>{{ range }}</c>, <c>{{ with }}</c>; an <c>{{ else if }}</c> shares the one <c>{{ end }}</c>.</summary>
    private void Control(Token keyword)
    {
        var outer = _variables.Count;
        while (true)
        {
            var isRange = keyword.Value == "range";
            Pipeline(keyword.Value, TokenKind.RightDelimiter);
            if (isRange) _rangeDepth++;
            var ending = List(keyword, out _);
            if (isRange) _rangeDepth--;
            if (ending == Ending.End) break;
            if ((ending == Ending.ElseIf && keyword.Value == "if") || (ending == Ending.ElseWith && keyword.Value == "with"))
            {
                keyword = NextNonSpace();
                continue;
            }

            if (ending != Ending.Else) throw Unexpected(NextNonSpace(), $"the `else` of `{keyword.Value}`");
            if (List(keyword, out _) != Ending.End) throw Wrong(_last, $"a second `{{{{ else }}}}` for one `{{{{ {keyword.Value} }}}}`");
            break;
        }

        _variables.RemoveRange(outer, _variables.Count - outer);
    }

    /// <summary><c>{{ block "name" pipeline }}…{{ end }}</c>: a definition and its use.</summary>
    private void Block(Token keyword)
    {
        var name = TemplateName("block");
        Pipeline("block", TokenKind.RightDelimiter);
        var (variables, wasInDefinition, ranges) = (_variables, _inDefinition, _rangeDepth);
        (_variables, _inDefinition, _rangeDepth) = (["$"], true, 0);
        Body(keyword, name, "block");
        (_variables, _inDefinition, _rangeDepth) = (variables, wasInDefinition, ranges);
    }

    private string TemplateName(string context)
    {
        var token = NextNonSpace();
        if (token.Kind is not (TokenKind.String or TokenKind.RawString))
            throw Wrong(token, $"`{{{{ {context} }}}}` needs a name in double quotes", $"Write `{{{{ {context} \"name\" … }}}}`.");
        return Unquoted(token);
    }
}
