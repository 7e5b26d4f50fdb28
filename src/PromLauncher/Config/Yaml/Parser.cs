using PromLauncher.Config.Document;

namespace PromLauncher.Config.Yaml;

/// <summary>
/// Reads the first document of a text, which is all that Prometheus reads of a file. Follows the grammar of the YAML 1.1 specification as go-yaml and libyaml
/// read it; nesting takes no stack.
/// </summary>
/// <param name="text">A text without NUL.</param>
/// <param name="texts">Where equal strings are shared.</param>
/// <param name="library">The library with which Prometheus reads the text.</param>
internal sealed partial class Parser(string text, RecentTexts texts, YamlLibrary library)
{
    private readonly Scanner _scanner = new(text, texts, library);
    private readonly TagHandles _tags = new();
    private readonly Stack<State> _after = new();
    private State _state;
    private NodeEvent _event;

    /// <summary>What the parser expects next.</summary>
    private enum State : byte
    {
        Document,
        DocumentContent,
        DocumentEnd,
        FirstEntry,
        Entry,
        IndentlessEntry,
        FirstKey,
        Key,
        Value,
        FirstFlowEntry,
        FlowEntry,
        PairKey,
        PairValue,
        PairEnd,
        FirstFlowKey,
        FlowKey,
        FlowValue,
        EmptyFlowValue,
    }

    /// <summary>The <c>%YAML</c> directive of another version than 1.1, which go-yaml refuses; or null.</summary>
    public Token? OtherVersion => _tags.OtherVersion;

    /// <summary>Moves to the document.</summary>
    /// <returns>False when the text has none.</returns>
    /// <exception cref="YamlSyntaxException">It is not valid YAML.</exception>
    public bool Begin()
    {
        var kind = _scanner.Peek().Kind;
        if (kind == TokenKind.StreamEnd) return false;
        _state = State.Document;
        if (kind is not (TokenKind.VersionDirective or TokenKind.TagDirective or TokenKind.DocumentStart)) return true;
        _tags.Read(_scanner);
        var token = _scanner.Peek();
        if (token.Kind != TokenKind.DocumentStart) throw Fault(SyntaxProblem.ExpectedDocumentStart, token);
        _scanner.Take();
        _state = State.DocumentContent;
        return true;
    }

    /// <summary>Reads on, up to <see cref="EventKind.DocumentEnd"/>.</summary>
    /// <exception cref="YamlSyntaxException">It is not valid YAML.</exception>
    public ref readonly NodeEvent Read()
    {
        _event = _state switch
        {
            State.Document => Node(State.DocumentEnd, isBlock: true),
            State.DocumentContent => Content(),
            State.FirstEntry or State.Entry => Entry(isFirst: _state == State.FirstEntry),
            State.IndentlessEntry => IndentlessEntry(),
            State.FirstKey or State.Key => Key(isFirst: _state == State.FirstKey),
            State.Value => Value(),
            State.FirstFlowEntry or State.FlowEntry => FlowEntry(isFirst: _state == State.FirstFlowEntry),
            State.PairKey => PairKey(),
            State.PairValue => PairValue(),
            State.PairEnd => End(EventKind.MappingEnd, State.FlowEntry),
            State.FirstFlowKey or State.FlowKey => FlowKey(isFirst: _state == State.FirstFlowKey),
            State.FlowValue => FlowValue(),
            State.EmptyFlowValue => Empty(State.FlowKey, _scanner.Peek().Start),
            _ => End(EventKind.DocumentEnd, State.DocumentEnd),
        };
        return ref _event;
    }

    /// <summary>What follows the document, once it is complete; null when nothing does.</summary>
    public DocumentRest? Rest()
    {
        var end = _scanner.Peek();
        if (end.Kind is not TokenKind.DocumentEnd) return end.Kind == TokenKind.StreamEnd ? null : Of(end);
        _scanner.Take();
        try
        {
            while (_scanner.Peek().Kind == TokenKind.DocumentEnd) _scanner.Take();
            var next = _scanner.Peek();
            return next.Kind == TokenKind.StreamEnd ? null : Of(next) with { IsOutdented = false };
        }
        catch (YamlSyntaxException)
        {
            return new(end.End, end.End, IsOutdented: false);
        }
    }

    private static DocumentRest Of(in Token token) =>
        new(token.Start, token.End, token.Kind is not (TokenKind.DocumentStart or TokenKind.VersionDirective or TokenKind.TagDirective));

    private NodeEvent Content() =>
        _scanner.Peek() is { Kind: TokenKind.VersionDirective or TokenKind.TagDirective or TokenKind.DocumentStart or TokenKind.DocumentEnd or TokenKind.StreamEnd, Start: var start }
            ? Empty(State.DocumentEnd, start)
            : Node(State.DocumentEnd, isBlock: true);

    /// <summary>A node, or what begins one.</summary>
    /// <param name="after">What is expected once it is complete.</param>
    /// <param name="isBlock">True where block style is allowed.</param>
    /// <param name="mayBeIndentless">True where a list needs no deeper indentation: as a value in a block mapping.</param>
    private NodeEvent Node(State after, bool isBlock, bool mayBeIndentless = false)
    {
        var token = _scanner.Peek();
        if (token.Kind == TokenKind.Alias) return Take(new(EventKind.Alias, token.Start, token.End) { Text = token.Text! }, after);
        var (anchor, tag, end) = ((string?)null, (string?)null, -1);
        while (token.Kind == TokenKind.Anchor && anchor is null || token.Kind == TokenKind.Tag && tag is null)
        {
            if (token.Kind == TokenKind.Anchor) anchor = token.Text;
            else tag = _tags.Resolve(token);
            end = token.End;
            _scanner.Take();
            token = _scanner.Peek();
        }

        (EventKind Kind, State Content)? begun = token.Kind switch
        {
            TokenKind.Scalar => (EventKind.Scalar, after),
            TokenKind.BlockEntry when mayBeIndentless => (EventKind.SequenceStart, State.IndentlessEntry),
            TokenKind.FlowSequenceStart => (EventKind.SequenceStart, State.FirstFlowEntry),
            TokenKind.FlowMappingStart => (EventKind.MappingStart, State.FirstFlowKey),
            TokenKind.BlockSequenceStart when isBlock => (EventKind.SequenceStart, State.FirstEntry),
            TokenKind.BlockMappingStart when isBlock => (EventKind.MappingStart, State.FirstKey),
            _ => null,
        };
        if (begun is not var (kind, content))
        {
            // An anchor or a tag can stand for an empty node, and nothing else can.
            return end >= 0 ? Empty(after, end) with { Anchor = anchor, Tag = tag } : throw Fault(SyntaxProblem.ExpectedNode, token);
        }

        var read = new NodeEvent(kind, token.Start, token.End) { Anchor = anchor, Tag = tag, IsFlow = content is State.FirstFlowEntry or State.FirstFlowKey };
        if (kind == EventKind.Scalar) return Take(read with { Text = token.Text!, Style = token.Style }, after);
        _after.Push(after);
        _state = content;
        return read;
    }

    private NodeEvent Take(in NodeEvent read, State next)
    {
        _scanner.Take();
        _state = next;
        return read;
    }

    /// <summary>A scalar of which nothing is written.</summary>
    private NodeEvent Empty(State next, int at)
    {
        _state = next;
        return new(EventKind.Scalar, at, at) { Text = "" };
    }

    private NodeEvent Close(EventKind kind)
    {
        var token = _scanner.Peek();
        return Take(new(kind, token.Start, token.End), _after.Pop());
    }

    /// <summary>An end without a token of its own.</summary>
    private NodeEvent End(EventKind kind, State next)
    {
        var start = _scanner.Peek().Start;
        _state = next;
        return new(kind, start, start);
    }

    private static YamlSyntaxException Fault(SyntaxProblem problem, in Token token) => new(problem, token.Start, token.End, token.Kind);
}
