using System.Text;
using PromLauncher.Config;
using PromLauncher.Config.Document;

namespace PromLauncher.Tests.Config.Document;

/// <summary>A document is read with exact places, and what can't be read is explained.</summary>
public sealed class YamlDocumentTest
{
    [Fact]
    public void Every_node_knows_its_bytes_lines_and_columns()
    {
        var document = Parse("global:\n  # ä comment\n  labels: {ä: 'b', c: \"d\"}  # x\n  list:\n    - one\n    - |\n      text\n\nend: &a !!str x\n");
        var source = document.Source.Bytes;
        string Text(Node node) => Encoding.UTF8.GetString(source.Span[node.Span.Start..node.Span.End]);

        var root = Assert.IsType<MappingNode>(document.Root);
        var global = Assert.IsType<MappingNode>(root.Find("global"));
        var labels = Assert.IsType<MappingNode>(global.Find("labels"));
        Assert.Equal("{ä: 'b', c: \"d\"}", Text(labels));
        Assert.Equal("'b'", Text(labels.Entries[0].Value));
        Assert.Equal((3, 15, 3, 18), Place(labels.Entries[0].Value));
        Assert.Equal("\"d\"", Text(labels.Entries[1].Value));
        Assert.Equal((3, 23, 3, 26), Place(labels.Entries[1].Value));
        var list = Assert.IsType<SequenceNode>(global.Find("list"));
        Assert.Equal("- one\n    - |\n      text\n\n", Text(list));
        Assert.Equal("|\n      text\n\n", Text(list.Items[1]));
        Assert.Equal("x", Text(root.Find("end")!));
        Assert.Equal("a", root.Find("end")!.Anchor);
        Assert.Equal("tag:yaml.org,2002:str", root.Find("end")!.Tag);
    }

    [Theory]
    [InlineData("a:\n  – b: 2\n  - c\n", "typographic-dash", 2, 3)]
    [InlineData("a:\n\t- b\n", "tab-indentation", 2, 1)]
    [InlineData("a: [${HOST}:9100]\n", "unquoted-placeholder", 1, 5)]
    [InlineData("a: {b: ${HOST}}\n", "unquoted-placeholder", 1, 8)]
    [InlineData("a: ${X:?say: it}\n", "unquoted-placeholder", 1, 4)]
    [InlineData("a: 'b\nc: d\n", "yaml-syntax", 1, 4)]
    [InlineData("a: b\0\n", "control-character", 1, 5)]
    [InlineData("a: *b\n", "unknown-anchor", 1, 4)]
    [InlineData("a: &b [*b]\n", "self-referring-anchor", 1, 8)]
    [InlineData("a: @b\n", "yaml-syntax", 1, 4)]
    [InlineData("\ta: b\n", "tab-indentation", 1, 1)]
    [InlineData("# c\td\n\ta: b\n", "tab-indentation", 2, 1)]
    [InlineData("a:\n- \tb\n", "tab-indentation", 2, 3)]
    [InlineData("a: 'b'\n  \t\nc: d\n", "tab-indentation", 2, 3)]
    [InlineData("a: {b: (?i)c}\n", "yaml-syntax", 1, 9)]
    [InlineData("a: [b, ::1]\n", "yaml-syntax", 1, 8)]
    [InlineData("a: [>-\n b]\n", "yaml-syntax", 1, 5)]
    [InlineData("a:\n    : b\n", "yaml-syntax", 2, 5)]
    [InlineData("a: b\n: c\n", "yaml-syntax", 2, 1)]
    [InlineData("a: {: b}\n", "yaml-syntax", 1, 5)]
    [InlineData("a:\n- b: c\n:\n", "yaml-syntax", 3, 1)]
    [InlineData("a: &b.c d\n", "yaml-syntax", 1, 4)]
    [InlineData("a: {b: http://h/x?y=1}\n", "yaml-syntax", 1, 18)]
    [InlineData("a: [b ?]\n", "yaml-syntax", 1, 7)]
    public void A_fault_is_named_with_its_place(string text, string id, int line, int column)
    {
        var document = Parse(text);
        Assert.True(document.IsBroken);
        var found = Assert.Single(document.Diagnostics);
        Assert.Equal((id, line, column), (found.Id, found.Span.Line, found.Span.Column));
        Assert.NotNull(found.Help ?? found.Message);
    }

    [Theory]
    [InlineData("a: 1\n– b: 2\n", "typographic-dash", 2, 1)]
    [InlineData("rule_files:\n  – a.yml\n  – b.yml\n", "typographic-dash", 2, 3)]
    [InlineData("a: “b”\n", "curly-quotes", 1, 4)]
    [InlineData("a:\u00A0b: c\n", "no-break-space", 1, 3)]
    [InlineData("a: b\n---\nc: [\n", "several-documents", 2, 1)]
    [InlineData(" a:\n- b\n", "unread-rest", 2, 1)]
    public void What_Prometheus_reads_otherwise_than_meant_is_a_warning(string text, string id, int line, int column)
    {
        var document = Parse(text);
        Assert.False(document.IsBroken);
        var found = Assert.Single(document.Diagnostics);
        Assert.Equal((id, Severity.Warning, line, column), (found.Id, found.Severity, found.Span.Line, found.Span.Column));
    }

    [Theory]
    [InlineData("a:\tb\n")]
    [InlineData("a: b\t# c\td\n")]
    [InlineData("a: b\n  \t\nc: d\n")]
    [InlineData("a: [b,\n\tc]\n")]
    [InlineData("---\ta\n")]
    [InlineData("? \n: b\n")]
    [InlineData("a: []#b\nc: ['d'#e\n, \"f\"#g\n, i]#j\n")]
    [InlineData("a: &b-1_ c\nd: *b-1_\n")]
    [InlineData("? - a\n: - b\n? {c: d}\n: e\n")]
    [InlineData("a: {? : b}\n")]
    [InlineData("a: b?c\n")]
    [InlineData("a: ['b?c', \"::1\", x:y]\n")]
    [InlineData("a: {\"b\":c}\n")]
    public void What_go_yaml_takes_is_taken(string text) => Assert.Empty(Parse(text).Diagnostics);

    [Theory]
    [InlineData("!!binary aMOk", "hä")]
    [InlineData("!!binary \"aMOk\\n\"", "hä")]
    public void Base64_is_decoded(string written, string read) =>
        Assert.Equal(read, Assert.IsType<ScalarNode>(Assert.IsType<MappingNode>(Parse($"a: {written}\n").Root).Find("a")).Value);

    [Fact]
    public void Bytes_that_are_no_text_stay_recognisable()
    {
        Assert.False(BinaryText.IsUtf8(BinaryText.Decode("YS//")));
        Assert.True(BinaryText.IsUtf8(BinaryText.Decode("8J+YgA==")));
        Assert.Null(BinaryText.Decode("a b="));
    }

    private static (int, int, int, int) Place(Node node) => (node.Span.Line, node.Span.Column, node.Span.EndLine, node.Span.EndColumn);

    private static YamlDocument Parse(string text) => YamlDocument.Parse("prometheus.yml", Encoding.UTF8.GetBytes(text));
}
