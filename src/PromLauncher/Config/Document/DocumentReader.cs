using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PromLauncher.Config.Document;

/// <summary>Builds the tree from YamlDotNet's events, with an explicit stack: deep nesting can't overflow that of the thread.</summary>
internal sealed class DocumentReader
{
    private readonly string _file;
    private readonly DocumentLimits _limits;
    private readonly SourceText _source;
    private readonly MendedText? _mended;
    private readonly GoText _text;
    private readonly int _badByte = -1;
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly OpenCollections _open = new();
    private readonly AnchorTable _anchors;
    private readonly RecentTexts _texts = new();

    public DocumentReader(string file, ReadOnlyMemory<byte> bytes, DocumentLimits limits)
    {
        _file = file;
        _limits = limits;
        _source = SourceText.Decode(bytes.Length > limits.Bytes ? bytes[..limits.Bytes] : bytes, out _badByte);
        if (bytes.Length > limits.Bytes) _badByte = -1;
        _anchors = new AnchorTable(limits);
        _text = GoText.Of(_source.Text);
        if (bytes.Length > limits.Bytes)
        {
            Report(FindingKind.FileTooLarge, 0, 0, $"The file has {bytes.Length:N0} bytes; at most {limits.Bytes:N0} are read.", "Raise --max-size if it must be that large.");
        }
    }

    /// <summary>Reads a repaired file; places are those of the original.</summary>
    public DocumentReader(string file, SourceText source, MendedText mended)
    {
        _file = file;
        _source = source;
        _mended = mended;
        _limits = DocumentLimits.Default;
        _anchors = new AnchorTable(_limits);
        _text = GoText.Of(mended.Text);
    }

    private DocumentReader(DocumentReader before, GoText text)
    {
        (_file, _source, _mended, _limits, _badByte) = (before._file, before._source, before._mended, before._limits, before._badByte);
        _anchors = new AnchorTable(_limits);
        _text = text;
    }

    public YamlDocument Read()
    {
        if (_diagnostics.Count > 0) return Broken();
        if (EncodingFault.Find(_file, _source, _badByte) is { } fault)
        {
            _diagnostics.Add(fault);
            if (fault.Severity == Severity.Error) return Broken();
        }

        Node? root = null;
        TextSpan? second = null;
        TextSpan? rest = null;
        TextSpan? end = null;
        var ended = false;
        var scanner = new GoScanner(new Scanner(new StringReader(_text.Text), skipComments: true), _text.Text);
        try
        {
            var parser = new Parser(scanner);
            var (documents, looked) = (0, 0);
            while (second is null && parser.MoveNext())
            {
                switch (parser.Current)
                {
                    case DocumentStart start when documents++ > 0:
                        second = SpanOf(start.Start, start.End);
                        break;
                    case DocumentEnd:
                        ended = true;
                        end = SpanOf(parser.Current.End, parser.Current.End);
                        break;
                    case { } current when !ended:
                        if (Accept(current) is { } node) root ??= node;
                        break;
                }

                while (looked < _diagnostics.Count)
                {
                    if (_diagnostics[looked++].Severity == Severity.Error) return Broken();
                }
            }
        }
        catch (YamlException exception)
        {
            // Prometheus never sees what follows the first document.
            if (!ended && (root is null || !SyntaxFault.IsBehindDocument(exception))) return Broken(exception, scanner.CurrentPosition);
            if (!ended) rest = _source.Span(Clamp(exception.Start), Clamp(exception.Start));
            else second ??= end;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            // The library's scanner throws these on a few kinds of damaged text.
            if (!ended) return Broken(exception, scanner.CurrentPosition);
            second ??= end;
        }

        if (second is { } span) _diagnostics.Add(UnreadPart.SecondDocument(_file, span));
        if (rest is { } unread) _diagnostics.Add(UnreadPart.Outdented(_file, unread));
        return new YamlDocument(_file, _source, root, _diagnostics) { Unread = second ?? rest };
    }

    private Node? Accept(ParsingEvent current)
    {
        switch (current)
        {
            case Scalar scalar:
                return Complete(ReadScalar(scalar), new Weight(1, 0, 1));
            case YamlDotNet.Core.Events.AnchorAlias alias:
                return ReadAlias(alias);
            case SequenceStart start:
                Open(start, start.Style == SequenceStyle.Flow, isMapping: false);
                return null;
            case MappingStart start:
                Open(start, start.Style == MappingStyle.Flow, isMapping: true);
                return null;
            case SequenceEnd or MappingEnd:
                return Close(current);
            default:
                return null;
        }
    }

    private ScalarNode ReadScalar(Scalar scalar)
    {
        var (anchor, tag) = ParserEvents.Properties(scalar);
        var start = (int)scalar.Start.Index;
        var end = (int)scalar.End.Index;
        if (anchor is not null || tag is not null) start = NodeProperties.Skip(_source.Text, start);
        if (scalar.Style == YamlDotNet.Core.ScalarStyle.Plain && scalar.Value.Length == 0) end = start = anchor is null && tag is null ? start : NodeProperties.End(_source.Text, (int)scalar.Start.Index);
        var value = _texts.Share(_text.Read(scalar.Value));
        var isUnknown = _mended?.Read(start, end, value) ?? false;
        if (tag == BinaryText.Tag && BinaryText.Decode(value) is { } decoded) (value, tag) = (decoded, "tag:yaml.org,2002:str");
        var node = new ScalarNode(_source.Span(start, Math.Max(start, end)), value, ParserEvents.StyleOf(scalar.Style)) { Tag = tag, Anchor = anchor, IsUnknown = isUnknown };
        if (!_source.IsAscii && Typography.Find(_source, node, start) is { } slip)
        {
            _diagnostics.Add(new(slip.Kind, Severity.Warning, slip.Message, _file, _source.Span(slip.Start, slip.End)) { Help = slip.Help });
        }

        return node;
    }

    private Node? ReadAlias(YamlDotNet.Core.Events.AnchorAlias alias)
    {
        var span = SpanOf(alias.Start, alias.End);
        var name = alias.Value.Value;
        if (_anchors.Find(name) is { } target) return Complete(new AliasNode(span, target.Node), target.Weight.ThroughAlias());
        _diagnostics.Add(_anchors.IsOpen(name)
            ? new(FindingKind.SelfReferringAnchor, Severity.Error, "This anchor refers to itself.", _file, span) { Help = "Write the value out instead of the alias." }
            : new(FindingKind.UnknownAnchor, Severity.Error, "There is no anchor with this name above.", _file, span)
            {
                Help = "A value that begins with '*' is an alias; put it in quotes if it is text.",
            });
        return null;
    }

    private void Open(NodeEvent start, bool isFlow, bool isMapping)
    {
        if (_open.Count >= _limits.Depth)
        {
            Report(FindingKind.TooDeep, (int)start.Start.Index, (int)start.Start.Index, $"Collections are nested more than {_limits.Depth} deep.", null);
            return;
        }

        var (anchor, tag) = ParserEvents.Properties(start);

        // The library has no position for the single-pair mapping in [key: value].
        var at = start.Start.Index == 0 && _open.Count > 0 ? -1 : (int)start.Start.Index;
        if (at >= 0 && (anchor is not null || tag is not null)) at = NodeProperties.Skip(_source.Text, at);
        if (anchor is not null) _anchors.Begin(anchor);
        _open.Begin(at < 0 ? null : _source.Span(at, at), isFlow, isMapping, anchor, tag);
    }

    private Node? Close(ParsingEvent end)
    {
        var closing = Clamp(end.End);
        var (node, weight) = _open.End(_source.Span(closing, Math.Min(closing + 1, _source.Text.Length)));
        return Complete(node, weight);
    }

    /// <summary>Adds a finished node to the collection around it; returns it when it is the root.</summary>
    private Node? Complete(Node node, Weight weight)
    {
        if (node.Anchor is { } name) _anchors.Set(name, node, weight);
        if (_open.Add(node, weight) is { } around)
        {
            CheckWeight(node, around with { Depth = around.Depth + _open.Count });
            return null;
        }

        CheckWeight(node, weight);
        return node;
    }

    private void CheckWeight(Node node, Weight weight)
    {
        if (weight.Depth > _limits.Depth + 1)
        {
            _diagnostics.Add(new(FindingKind.TooDeep, Severity.Error, $"Collections are nested more than {_limits.Depth} deep when aliases are followed.", _file, node.Span));
        }
        else if (weight.IsExcessive(_limits))
        {
            _diagnostics.Add(new(FindingKind.ExcessiveAliases, Severity.Error, "Aliases repeat parts of the document so often that reading it would take unreasonable memory.", _file, node.Span)
            {
                Help = "Write the repeated part out, or repeat it less often.",
            });
        }
    }

    private YamlDocument Broken(Exception exception, Mark reached)
    {
        if (_text.Corrected(exception, Clamp(reached)) is { } text) return new DocumentReader(this, text).Read();
        var fault = SyntaxFault.Explain(_file, _source, exception, Clamp(reached), _mended);
        var slip = _diagnostics.FindLastIndex(static found => found.Kind == FindingKind.TypographicDash || found.Kind == FindingKind.CurlyQuotes || found.Kind == FindingKind.NoBreakSpace);
        // An unspecific syntax error after such a character is a consequence of it.
        if (fault.Kind == FindingKind.YamlSyntax && slip >= 0) _diagnostics[slip] = _diagnostics[slip] with { Severity = Severity.Error };
        else _diagnostics.Add(fault);
        return Broken();
    }

    private YamlDocument Broken()
    {
        return new YamlDocument(_file, _source, null, _diagnostics) { IsBroken = true };
    }

    private void Report(FindingKind kind, int start, int end, string message, string? help) =>
        _diagnostics.Add(new(kind, Severity.Error, message, _file, _source.Span(start, end)) { Help = help });

    private TextSpan SpanOf(Mark start, Mark end) => _source.Span(Clamp(start), Math.Max(Clamp(start), Clamp(end)));

    private int Clamp(Mark mark) => (int)Math.Min(mark.Index, _source.Text.Length);
}
