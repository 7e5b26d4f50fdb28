using PromLauncher.Config.Document;

namespace PromLauncher.Config.Yaml;

/// <summary>
/// Splits a text into tokens as go-yaml does, which Prometheus reads its files with: YAML 1.1 with the leniencies of libyaml, from which go-yaml descends.
/// Sources: the YAML 1.1 specification; scannerc.go of go-yaml v2.4 and v3.0.
/// </summary>
internal sealed class Scanner
{
    private readonly TextCursor _cursor;
    private readonly SimpleKeys _keys;
    private readonly ScalarScanner _scalars;
    private readonly TokenQueue _tokens = new();
    private readonly Stack<int> _indents = new();
    private readonly bool _hasComments;
    private int _indent = -1;
    private bool _isReady;

    /// <param name="text">A text without NUL.</param>
    /// <param name="texts">Where the strings of tokens are shared.</param>
    /// <param name="library">Whose tokens they are. go-yaml v3 has comments in its trees, and takes a tab before one that v2 refuses.</param>
    public Scanner(string text, RecentTexts texts, YamlLibrary library)
    {
        _hasComments = library == YamlLibrary.GoYaml3;
        _cursor = new TextCursor(text);
        _keys = new SimpleKeys(_cursor);
        _scalars = new ScalarScanner(_cursor, texts);
    }

    /// <summary>The next token; the last is <see cref="TokenKind.StreamEnd"/>.</summary>
    /// <exception cref="YamlSyntaxException">There is none that YAML knows.</exception>
    public ref readonly Token Peek()
    {
        if (!_isReady)
        {
            while (_tokens.Count == 0 || IsTooFew() || _keys.IsOpen(_tokens.First, _tokens.FirstNumber)) Fetch();
            _isReady = true;
        }

        return ref _tokens.First;
    }

    /// <summary>Moves to the token after it.</summary>
    public void Take()
    {
        _tokens.RemoveFirst();
        _isReady = false;
    }

    /// <summary>To attach comments, go-yaml v3 scans two tokens further: what it can't scan there fails the file, even when it is behind the document.</summary>
    private bool IsTooFew() => _hasComments && _tokens.Count < 3 && _tokens.Last.Kind != TokenKind.StreamEnd;

    private void Fetch()
    {
        if (_hasComments) SkipLineComment();
        SkipToToken();
        EndBlocks(_cursor.Column);
        var (c, next) = (_cursor.Current, _cursor.Peek(1));
        if (c == '\0') EndStream();
        else if (c == '%' && _cursor.Column == 0) ReadDirective();
        else if (_cursor.IsDocumentIndicator('-')) ReadDocumentIndicator(TokenKind.DocumentStart);
        else if (_cursor.IsDocumentIndicator('.')) ReadDocumentIndicator(TokenKind.DocumentEnd);
        else if (c == '[') BeginFlow(TokenKind.FlowSequenceStart);
        else if (c == '{') BeginFlow(TokenKind.FlowMappingStart);
        else if (c == ']') EndFlow(TokenKind.FlowSequenceEnd);
        else if (c == '}') EndFlow(TokenKind.FlowMappingEnd);
        else if (c == ',') Separate(TokenKind.FlowEntry, mayKeyFollow: true);
        else if (c == '-' && TextCursor.IsBlankOrEnd(next)) ReadEntry();
        else if (c == '?' && IsIndicator(next)) ReadKey();
        else if (c == ':' && IsIndicator(next)) ReadValue();
        else if (c == '*') _tokens.Add(PropertyScanner.Name(_cursor, TokenKind.Alias, SaveKey()));
        else if (c == '&') _tokens.Add(PropertyScanner.Name(_cursor, TokenKind.Anchor, SaveKey()));
        else if (c == '!') _tokens.Add(PropertyScanner.Tag(_cursor, SaveKey()));
        else if (c is '|' or '>' && _keys.FlowLevel == 0) ReadBlockScalar();
        else if (c is '\'' or '"') _tokens.Add(_scalars.Quoted(SaveKey()));
        else if (ScalarScanner.CanBeginPlain(c, next, _keys.FlowLevel > 0)) ReadPlain();
        else throw new YamlSyntaxException(SyntaxProblem.CannotStartToken, _cursor.At, _cursor.At);
    }

    /// <summary>In flow style '?' and ':' need no blank behind them.</summary>
    private bool IsIndicator(char next) => _keys.FlowLevel > 0 || TextCursor.IsBlankOrEnd(next);

    /// <summary>A tab can't stand where a key may begin.</summary>
    private void SkipToToken()
    {
        while (true)
        {
            while (_cursor.Current is ' ' || _cursor.Current is '\t' && (_keys.FlowLevel > 0 || !_keys.IsAllowed)) _cursor.Skip();
            _cursor.SkipComment(withNext: _hasComments);
            if (!TextCursor.IsBreak(_cursor.Current)) return;
            _cursor.ReadBreak();
            if (_keys.FlowLevel == 0) _keys.IsAllowed = true;
        }
    }

    /// <summary>A comment on the line of the last token.</summary>
    private void SkipLineComment()
    {
        if (_tokens.Count == 0 || _tokens.Last is not { Kind: not TokenKind.BlockEntry, End: var end } || end <= _cursor.At - _cursor.Column) return;
        if (!_cursor.IsBeforeComment(" \t")) return;
        _cursor.SkipBlanks();
        _cursor.SkipComment();
    }

    private void EndStream()
    {
        // What may begin a key in a collection that is never closed can't wait for its ':' any longer.
        _cursor.EndLine();
        EndBlocks(-1);
        Separate(TokenKind.StreamEnd, mayKeyFollow: false, length: 0);
    }

    private void ReadDirective()
    {
        EndBlocks(-1);
        _keys.Remove();
        _keys.IsAllowed = false;
        _tokens.Add(PropertyScanner.Directive(_cursor));
    }

    private void ReadDocumentIndicator(TokenKind kind)
    {
        EndBlocks(-1);
        Separate(kind, mayKeyFollow: false, length: 3);
    }

    private void BeginFlow(TokenKind kind)
    {
        var level = SaveKey();
        _keys.Enter(_tokens.NextNumber);
        _keys.IsAllowed = true;
        _tokens.Add(new Token(kind, _cursor.At, _cursor.At + 1) { KeyLevel = level });
        _cursor.Skip();
    }

    private void EndFlow(TokenKind kind)
    {
        // The collection itself may be a key: that of the level around it stays possible.
        _keys.Remove();
        _keys.Leave();
        _keys.IsAllowed = false;
        _tokens.Add(new Token(kind, _cursor.At, _cursor.At + 1));
        _cursor.Skip();
    }

    private void ReadEntry()
    {
        if (_keys.FlowLevel == 0)
        {
            if (!_keys.IsAllowed) throw new YamlSyntaxException(SyntaxProblem.EntryNotAllowed, _cursor.At, _cursor.At);
            BeginBlock(TokenKind.BlockSequenceStart, _cursor.Column, _tokens.NextNumber, _cursor.At);
        }

        Separate(TokenKind.BlockEntry, mayKeyFollow: true);
    }

    private void ReadKey()
    {
        if (_keys.FlowLevel == 0)
        {
            if (!_keys.IsAllowed) throw new YamlSyntaxException(SyntaxProblem.KeyNotAllowed, _cursor.At, _cursor.At);
            BeginBlock(TokenKind.BlockMappingStart, _cursor.Column, _tokens.NextNumber, _cursor.At);
        }

        Separate(TokenKind.Key, mayKeyFollow: _keys.FlowLevel == 0);
    }

    private void ReadValue()
    {
        if (_keys.Take() is { } key)
        {
            _tokens.Insert(key.Number, new Token(TokenKind.Key, key.Start, key.Start));
            BeginBlock(TokenKind.BlockMappingStart, key.Column, key.Number, key.Start);
            Separate(TokenKind.Value, mayKeyFollow: false);
            return;
        }

        if (_keys.FlowLevel == 0)
        {
            if (!_keys.IsAllowed) throw new YamlSyntaxException(SyntaxProblem.ValueNotAllowed, _cursor.At, _cursor.At);
            BeginBlock(TokenKind.BlockMappingStart, _cursor.Column, _tokens.NextNumber, _cursor.At);
        }

        Separate(TokenKind.Value, mayKeyFollow: _keys.FlowLevel == 0);
    }

    private void ReadBlockScalar()
    {
        _keys.Remove();
        _keys.IsAllowed = true;
        _tokens.Add(_scalars.Block(_indent));
    }

    private void ReadPlain()
    {
        _tokens.Add(_scalars.Plain(SaveKey(), _indent, _keys.FlowLevel > 0, out var endsLine));
        if (endsLine) _keys.IsAllowed = true;
    }

    /// <summary>The next token may begin a key; what follows it on its line can't.</summary>
    private int SaveKey()
    {
        var level = _keys.Save(_tokens.NextNumber, isRequired: _keys.FlowLevel == 0 && _indent == _cursor.Column);
        _keys.IsAllowed = false;
        return level;
    }

    /// <summary>Adds a token that no key can contain.</summary>
    private void Separate(TokenKind kind, bool mayKeyFollow, int length = 1)
    {
        _keys.Remove();
        _keys.IsAllowed = mayKeyFollow;
        _tokens.Add(new Token(kind, _cursor.At, _cursor.At + length));
        _cursor.Skip(length);
    }

    /// <summary>A block collection begins where something is indented deeper than what surrounds it.</summary>
    private void BeginBlock(TokenKind kind, int column, int number, int start)
    {
        if (_keys.FlowLevel > 0 || _indent >= column) return;
        _indents.Push(_indent);
        _indent = column;
        _tokens.Insert(number, new Token(kind, start, start));
    }

    private void EndBlocks(int column)
    {
        if (_keys.FlowLevel > 0) return;
        while (_indent > column)
        {
            _tokens.Add(new Token(TokenKind.BlockEnd, _cursor.At, _cursor.At));
            _indent = _indents.Pop();
        }
    }
}
