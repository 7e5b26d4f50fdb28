using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace PromLauncher.Config.Document;

/// <summary>
/// YamlDotNet's scanner, restricted to what go-yaml's accepts: both descend from libyaml, and YamlDotNet has become more lenient since.
/// Source: scannerc.go of go-yaml v2.4 and v3.0, which agree in all of this.
/// </summary>
/// <param name="scanner">The scanner.</param>
/// <param name="text">What it reads.</param>
internal sealed class GoScanner(Scanner scanner, string text) : IScanner
{
    private const string CommentBehindComma = "comment after comma";
    private readonly Stack<Level> _open = new();
    private Token? _last;
    private Token? _beforeLast;
    private int _end;
    private int _flows;
    private long _comment = -1;
    private Token? _separator;

    /// <inheritdoc/>
    public Mark CurrentPosition => scanner.CurrentPosition;

    /// <inheritdoc/>
    public Token? Current => _separator ?? scanner.Current;

    /// <inheritdoc/>
    /// <exception cref="StricterSyntaxException">go-yaml refuses the text.</exception>
    public bool MoveNext()
    {
        if (Current is not null) ConsumeCurrent();
        return MoveNextWithoutConsuming();
    }

    /// <inheritdoc/>
    /// <exception cref="StricterSyntaxException">go-yaml refuses the text.</exception>
    public bool MoveNextWithoutConsuming()
    {
        // YamlDotNet's parser calls this twice after an anchored scalar in { }, and would lose a token. After the last token it expects none.
        if (Current is not (null or StreamEnd)) return true;
        _separator = null;
        if (!scanner.MoveNextWithoutConsuming()) return false;
        while (IsTightComment(scanner.Current))
        {
            scanner.ConsumeCurrent();
            if (!scanner.MoveNextWithoutConsuming()) return false;
        }

        // It drops a ',' that a comment touches.
        if (scanner.Current is Error { Value: var message } error && message.Contains(CommentBehindComma, StringComparison.Ordinal)) _separator = new FlowEntry(error.Start, error.End);
        Inspect(Current!);
        return true;
    }

    /// <inheritdoc/>
    public void ConsumeCurrent()
    {
        _separator = null;
        scanner.ConsumeCurrent();
    }

    /// <summary>YamlDotNet emits an error token for a comment that touches a ']' or a quote, and continues after it. To go-yaml it is an ordinary comment.</summary>
    private bool IsTightComment(Token? token)
    {
        if (token is not Error { Value: var message } || !message.Contains("invalid comment", StringComparison.OrdinalIgnoreCase) || message.Contains(CommentBehindComma, StringComparison.Ordinal) || token.Start.Index <= _comment) return false;
        _comment = token.Start.Index;
        return true;
    }

    private void Inspect(Token token)
    {
        if (ReferenceEquals(token, _last)) return;
        var start = (int)token.Start.Index;
        if (start > _end) Gap(_end, start);
        _end = Math.Max(_end, (int)token.End.Index);
        switch (token)
        {
            case BlockMappingStart or BlockSequenceStart:
                _open.Push(new((int)token.Start.Column - 1, false));
                break;
            case FlowMappingStart or FlowSequenceStart:
                _open.Push(new(-1, false));
                _flows++;
                break;
            case FlowMappingEnd or FlowSequenceEnd:
                _flows--;
                _open.TryPop(out _);
                break;
            case BlockEnd:
                _open.TryPop(out _);
                break;
            case Key:
                Mark(hasKey: true);
                break;
            case Value:
                if (LacksKey()) throw Fault("There is no key before this ':'.", "Write 'key: value'.", start);
                Mark(hasKey: false);
                break;
            case Anchor { Value.Value: var name }:
                AnchorName(name, start);
                break;
            case AnchorAlias { Value.Value: var name }:
                AnchorName(name, start);
                break;
            case Scalar when _flows > 0 && _last is Scalar or AnchorAlias or FlowSequenceEnd or FlowMappingEnd && start > _last.Start.Index:
                throw Fault("In this { } mapping a ',' or the closing '}' is missing.", "Put values with ':', '{', '[' or ',' in them in quotes.", start);
            case Scalar { Style: YamlDotNet.Core.ScalarStyle.Plain } when _flows > 0:
                PlainInFlow(start, (int)token.End.Index);
                break;
            case Scalar { Style: YamlDotNet.Core.ScalarStyle.DoubleQuoted } scalar when scalar.Value.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'):
                SurrogateEscape(start, (int)token.End.Index);
                break;
            case DocumentEnd when _last is StreamStart:
                throw Fault("The file begins with '...', which ends a document.", "Remove the line.", start);
        }

        (_beforeLast, _last) = (_last, token);
    }

    /// <summary>An empty key needs its '?'. YamlDotNet makes up a key token of no length.</summary>
    private bool LacksKey() => _last switch
    {
        _ when !_open.TryPeek(out var level) || !level.HasKey => true,
        Key key when IsEmpty(key) => _beforeLast is not Key,
        Scalar { Style: YamlDotNet.Core.ScalarStyle.Plain } made => IsEmpty(made) && _beforeLast is Key key && IsEmpty(key),
        _ => false,
    };

    private void AnchorName(string name, int at)
    {
        foreach (var c in name)
        {
            if ("?:,]}%@`".Contains(c)) return;
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-')) throw Fault($"The name of an anchor or alias can't hold '{c}'.", "Letters, digits, '_' and '-' are allowed. Put the value in quotes if it is text.", at);
        }
    }

    /// <summary>In flow context '?' always indicates a key, and ':' can't begin a plain scalar. There are no block scalars.</summary>
    private void PlainInFlow(int start, int end)
    {
        if (start >= end) return;
        if (text[start] is ':' or '|' or '>') throw Fault($"Text can't begin with '{text[start]}' in [ ] and {{ }}.", "Put it in quotes.", start);
        var mark = text.AsSpan(start, end - start).IndexOf('?');
        if (mark >= 0) throw Fault("In [ ] and { } Prometheus reads a '?' as YAML's key indicator.", "Put the text in quotes; a regular expression with '?' in it needs them there.", start + mark);
    }

    /// <summary>A character beyond U+FFFF can't be written as two escaped surrogates.</summary>
    private void SurrogateEscape(int start, int end)
    {
        for (var i = start; i + 5 < end; i++)
        {
            if (text[i] != '\\') continue;
            var digits = text[++i] switch
            {
                'u' => text.AsSpan(i + 1, 4),
                'U' => text.AsSpan(i + 1, Math.Min(8, end - i - 1)).TrimStart('0'),
                _ => [],
            };
            if (digits is ['D' or 'd', (>= '8' and <= '9') or (>= 'A' and <= 'F') or (>= 'a' and <= 'f'), _, _]) throw Fault("This escape is half of a UTF-16 surrogate pair, which is not a character.", @"Write the character itself, or \U with its 8 digits (\U0001F600).", i - 1);
        }
    }

    /// <summary>A line that begins with '%' and is neither YAML nor TAG: YamlDotNet skips it.</summary>
    private void Directive(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (text[i] != '%' || i > 0 && text[i - 1] is not ('\r' or '\n')) continue;
            var name = text.AsSpan(i + 1);
            name = name[..(name.IndexOfAny(" \t\r\n") is >= 0 and var length ? length : name.Length)];
            if (name is not ("YAML" or "TAG")) throw Fault("A line that begins with '%' is a YAML directive, and this one is unknown.", "Remove the line, or begin it with '#' if it is a comment.", i);
        }
    }

    /// <summary>
    /// Between tokens a tab is allowed only where no key could begin: after a value's ':', in flow context, and on blank lines within a plain
    /// scalar.
    /// </summary>
    private void Gap(int from, int to)
    {
        var odd = text.AsSpan(from, to - from).IndexOfAny('\t', '%');
        if (odd < 0) return;
        Directive(from, to);
        if (_flows > 0) return;
        var swallows = _last is Scalar { Style: YamlDotNet.Core.ScalarStyle.Plain };
        var keyMayBegin = _last is null or StreamStart or BlockEntry or Key or Scalar { Style: YamlDotNet.Core.ScalarStyle.Literal or YamlDotNet.Core.ScalarStyle.Folded };
        var lineStart = -1;
        for (var i = from; i < to; i++)
        {
            switch (text[i])
            {
                case '#':
                    swallows = false;
                    var line = text.AsSpan(i, to - i).IndexOf('\n');
                    if (line < 0) return;
                    i += line - 1;
                    break;
                case '\n':
                    keyMayBegin = true;
                    lineStart = i + 1;
                    break;
                case '\t' when keyMayBegin && !(swallows && (lineStart < 0 || i - lineStart > Indent())):
                    throw new StricterSyntaxException(new Slip(FindingKind.TabIndentation, "A tab can't indent in YAML.", "Use spaces.", i, i + 1));
            }
        }
    }

    private int Indent() => _open.TryPeek(out var level) ? level.Column : -1;

    private void Mark(bool hasKey)
    {
        if (_open.TryPop(out var level)) _open.Push(level with { HasKey = hasKey });
    }

    private static bool IsEmpty(Token token) => token.Start.Index == token.End.Index;

    private StricterSyntaxException Fault(string message, string help, int at) =>
        new(new Slip(FindingKind.YamlSyntax, message, help, at, Math.Min(at + 1, text.Length)));

    /// <summary>An open collection.</summary>
    /// <param name="Column">Where it begins, counted from 0; -1 in flow style.</param>
    /// <param name="HasKey">True between a key's beginning and its ':'.</param>
    private readonly record struct Level(int Column, bool HasKey);
}

/// <summary>Thrown for what go-yaml refuses and YamlDotNet accepts.</summary>
/// <param name="slip">What to report.</param>
internal sealed class StricterSyntaxException(Slip slip) : YamlException(slip.Message)
{
    /// <summary>What to report.</summary>
    public Slip Slip { get; } = slip;
}
