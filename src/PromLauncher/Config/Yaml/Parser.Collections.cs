namespace PromLauncher.Config.Yaml;

/// <summary>The parser's steps within lists and mappings.</summary>
internal sealed partial class Parser
{
    private NodeEvent Entry(bool isFirst)
    {
        if (isFirst) _scanner.Take();
        var token = _scanner.Peek();
        if (token.Kind == TokenKind.BlockEnd) return Close(EventKind.SequenceEnd);
        if (token.Kind != TokenKind.BlockEntry) throw Fault(SyntaxProblem.ExpectedEntry, token);
        _scanner.Take();
        return _scanner.Peek().Kind is TokenKind.BlockEntry or TokenKind.BlockEnd ? Empty(State.Entry, token.End) : Node(State.Entry, isBlock: true);
    }

    private NodeEvent IndentlessEntry()
    {
        var token = _scanner.Peek();
        if (token.Kind != TokenKind.BlockEntry) return End(EventKind.SequenceEnd, _after.Pop());
        _scanner.Take();
        return _scanner.Peek().Kind is TokenKind.BlockEntry or TokenKind.Key or TokenKind.Value or TokenKind.BlockEnd
            ? Empty(State.IndentlessEntry, token.End)
            : Node(State.IndentlessEntry, isBlock: true);
    }

    private NodeEvent Key(bool isFirst)
    {
        if (isFirst) _scanner.Take();
        var token = _scanner.Peek();
        if (token.Kind == TokenKind.BlockEnd) return Close(EventKind.MappingEnd);
        if (token.Kind != TokenKind.Key) throw Fault(SyntaxProblem.ExpectedKey, token);
        return NodeInMapping(State.Value);
    }

    private NodeEvent Value() =>
        _scanner.Peek() is { Kind: not TokenKind.Value, Start: var start } ? Empty(State.Key, start) : NodeInMapping(State.Key);

    /// <summary>The node behind a '?' or ':'.</summary>
    private NodeEvent NodeInMapping(State after)
    {
        var end = _scanner.Peek().End;
        _scanner.Take();
        return _scanner.Peek().Kind is TokenKind.Key or TokenKind.Value or TokenKind.BlockEnd ? Empty(after, end) : Node(after, isBlock: true, mayBeIndentless: true);
    }

    private NodeEvent FlowEntry(bool isFirst)
    {
        if (isFirst) _scanner.Take();
        SkipSeparator(isFirst, TokenKind.FlowSequenceEnd, SyntaxProblem.ExpectedSequenceEnd);
        var token = _scanner.Peek();
        if (token.Kind == TokenKind.FlowSequenceEnd) return Close(EventKind.SequenceEnd);
        if (token.Kind != TokenKind.Key) return Node(State.FlowEntry, isBlock: false);

        // [key: value] holds a mapping with one entry.
        return Take(new(EventKind.MappingStart, token.Start, token.End) { IsFlow = true }, State.PairKey);
    }

    private NodeEvent PairKey()
    {
        var token = _scanner.Peek();
        if (token.Kind is not (TokenKind.Value or TokenKind.FlowEntry or TokenKind.FlowSequenceEnd)) return Node(State.PairValue, isBlock: false);

        // go-yaml drops the token, whatever it is.
        _scanner.Take();
        return Empty(State.PairValue, token.End);
    }

    private NodeEvent PairValue() => FlowValue(State.PairEnd, TokenKind.FlowSequenceEnd);

    private NodeEvent FlowKey(bool isFirst)
    {
        if (isFirst) _scanner.Take();
        SkipSeparator(isFirst, TokenKind.FlowMappingEnd, SyntaxProblem.ExpectedMappingEnd);
        switch (_scanner.Peek().Kind)
        {
            case TokenKind.FlowMappingEnd:
                return Close(EventKind.MappingEnd);
            case TokenKind.Key:
                _scanner.Take();
                return _scanner.Peek() is { Kind: TokenKind.Value or TokenKind.FlowEntry or TokenKind.FlowMappingEnd, Start: var start }
                    ? Empty(State.FlowValue, start)
                    : Node(State.FlowValue, isBlock: false);
            default:
                return Node(State.EmptyFlowValue, isBlock: false);
        }
    }

    private NodeEvent FlowValue() => FlowValue(State.FlowKey, TokenKind.FlowMappingEnd);

    private NodeEvent FlowValue(State after, TokenKind closing)
    {
        if (_scanner.Peek().Kind == TokenKind.Value)
        {
            _scanner.Take();
            if (_scanner.Peek().Kind is var kind && kind != TokenKind.FlowEntry && kind != closing) return Node(after, isBlock: false);
        }

        return Empty(after, _scanner.Peek().Start);
    }

    private void SkipSeparator(bool isFirst, TokenKind closing, SyntaxProblem missing)
    {
        var token = _scanner.Peek();
        if (isFirst || token.Kind == closing) return;
        if (token.Kind != TokenKind.FlowEntry) throw Fault(missing, token);
        _scanner.Take();
    }
}
