using PromLauncher.Config.Yaml;

namespace PromLauncher.Config.Document;

/// <summary>Builds the tree from the parser's events, with an explicit stack: deep nesting can't overflow that of the thread.</summary>
internal sealed class DocumentReader
{
    private readonly string _file;
    private readonly YamlLibrary _library;
    private readonly DocumentLimits _limits;
    private readonly SourceText _source;
    private readonly MendedText? _mended;
    private readonly string _text;
    private readonly int _badByte = -1;
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly OpenCollections _open = new();
    private readonly AnchorTable _anchors;
    private readonly RecentTexts _texts = new();
    private bool _hasFailed;

    public DocumentReader(string file, ReadOnlyMemory<byte> bytes, DocumentLimits limits, YamlLibrary library)
    {
        _file = file;
        _library = library;
        _limits = limits;
        var isTooLarge = bytes.Length > limits.Bytes;
        _source = SourceText.Decode(isTooLarge ? bytes[..limits.Bytes] : bytes, out _badByte);
        if (isTooLarge) _badByte = -1;
        _anchors = new AnchorTable(limits);
        _text = _source.Text;
        if (isTooLarge)
        {
            Report(FindingKind.FileTooLarge, 0, 0, $"The file has {bytes.Length:N0} bytes; at most {limits.Bytes:N0} are read.", "Raise --max-size if it must be that large.");
        }
    }

    /// <summary>Reads a repaired file; places are those of the original.</summary>
    public DocumentReader(YamlDocument document, MendedText mended)
    {
        _file = document.File;
        _library = document.Library;
        _source = document.Source;
        _mended = mended;
        _limits = DocumentLimits.Default;
        _anchors = new AnchorTable(_limits);
        _text = mended.Text;
    }

    public YamlDocument Read()
    {
        if (_diagnostics.Count > 0) return Broken();
        if (EncodingFault.Find(_file, _source, _badByte) is { } fault)
        {
            _diagnostics.Add(fault);
            if (fault.Severity == Severity.Error) return Broken();
        }

        var parser = new Parser(_text, _texts, _library);
        try
        {
            var root = ReadDocument(parser);
            return _hasFailed ? Broken() : Finish(parser, root);
        }
        catch (YamlSyntaxException exception)
        {
            return Broken(exception);
        }
    }

    /// <summary>The root; null without a document, or after a failure.</summary>
    private Node? ReadDocument(Parser parser)
    {
        if (!parser.Begin()) return null;
        Node? root = null;
        while (!_hasFailed)
        {
            ref readonly var read = ref parser.Read();
            if (read.Kind == EventKind.DocumentEnd) break;
            root = Accept(read) ?? root;
        }

        return root;
    }

    private YamlDocument Finish(Parser parser, Node? root)
    {
        if (root is null) return Result(root);
        if (parser.OtherVersion is { } version) Report(FindingKind.YamlVersion, version.Start, version.End, "Prometheus reads YAML 1.1 and refuses a file that declares another version.", "Remove the line.");
        if (parser.Rest() is not { } rest) return Result(root);
        var place = _source.Span(rest.Start, rest.IsOutdented ? rest.Start : rest.End);
        _diagnostics.Add(rest.IsOutdented ? UnreadPart.Outdented(_file, place) : UnreadPart.SecondDocument(_file, place));
        return Result(root) with { Unread = place };
    }

    private Node? Accept(in NodeEvent read)
    {
        switch (read.Kind)
        {
            case EventKind.Scalar:
                return Complete(ReadScalar(read), new Weight(1, 0, 1));
            case EventKind.Alias:
                return ReadAlias(read);
            case EventKind.SequenceStart or EventKind.MappingStart:
                Open(read);
                return null;
            default:
                var (node, weight) = _open.End(_source.Span(read.Start, Math.Max(read.Start, read.End)));
                return Complete(node, weight);
        }
    }

    private ScalarNode ReadScalar(in NodeEvent read)
    {
        var (value, tag) = (read.Text, read.Tag);
        var isUnknown = _mended?.Read(read.Start, read.End, value) ?? false;
        if (tag == BinaryText.Tag && BinaryText.Decode(value) is { } decoded) (value, tag) = (decoded, "tag:yaml.org,2002:str");
        var node = new ScalarNode(_source.Span(read.Start, read.End), value, read.Style) { Tag = tag, Anchor = read.Anchor, IsUnknown = isUnknown };
        if (!_source.IsAscii && Typography.Find(_source, node, read.Start) is { } slip)
        {
            _diagnostics.Add(new(slip.Kind, Severity.Warning, slip.Message, _file, _source.Span(slip.Start, slip.End)) { Help = slip.Help });
        }

        return node;
    }

    private Node? ReadAlias(in NodeEvent read)
    {
        var span = _source.Span(read.Start, read.End);
        var name = read.Text;
        if (_anchors.Find(name) is { } target) return Complete(new AliasNode(span, target.Node), target.Weight.ThroughAlias());
        if (_anchors.IsOpen(name)) Fail(FindingKind.SelfReferringAnchor, span, "This anchor refers to itself.", "Write the value out instead of the alias.");
        else Fail(FindingKind.UnknownAnchor, span, "There is no anchor with this name above.", "A value that begins with '*' is an alias; put it in quotes if it is text.");
        return null;
    }

    private void Open(in NodeEvent read)
    {
        if (_open.Count >= _limits.Depth)
        {
            Fail(FindingKind.TooDeep, _source.Span(read.Start, read.Start), $"Collections are nested more than {_limits.Depth} deep.", null);
            return;
        }

        if (read.Anchor is { } name) _anchors.Begin(name);
        _open.Begin(_source.Span(read.Start, read.Start), read.IsFlow, isMapping: read.Kind == EventKind.MappingStart, read.Anchor, read.Tag);
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
            Fail(FindingKind.TooDeep, node.Span, $"Collections are nested more than {_limits.Depth} deep when aliases are followed.", null);
        }
        else if (weight.IsExcessive(_limits))
        {
            Fail(FindingKind.ExcessiveAliases, node.Span, "Aliases repeat parts of the document so often that reading it would take unreasonable memory.", "Write the repeated part out, or repeat it less often.");
        }
    }

    private YamlDocument Broken(YamlSyntaxException exception)
    {
        var fault = SyntaxFault.Explain(_file, _source, exception, _mended);
        var slip = _diagnostics.FindLastIndex(static found => found.Kind == FindingKind.TypographicDash || found.Kind == FindingKind.CurlyQuotes || found.Kind == FindingKind.NoBreakSpace);
        // An unspecific syntax error after such a character is a consequence of it.
        if (fault.Kind == FindingKind.YamlSyntax && slip >= 0) _diagnostics[slip] = _diagnostics[slip] with { Severity = Severity.Error };
        else _diagnostics.Add(fault);
        return Broken();
    }

    private YamlDocument Broken() => Result(root: null) with { IsBroken = true };

    private YamlDocument Result(Node? root) => new(_file, _source, root, _diagnostics) { Library = _library };

    /// <summary>Reports what ends the reading.</summary>
    private void Fail(FindingKind kind, TextSpan span, string message, string? help)
    {
        _hasFailed = true;
        _diagnostics.Add(new(kind, Severity.Error, message, _file, span) { Help = help });
    }

    private void Report(FindingKind kind, int start, int end, string message, string? help) =>
        _diagnostics.Add(new(kind, Severity.Error, message, _file, _source.Span(start, end)) { Help = help });
}
