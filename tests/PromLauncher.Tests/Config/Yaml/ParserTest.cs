using System.Text;
using PromLauncher.Config.Document;
using PromLauncher.Config.Yaml;

namespace PromLauncher.Tests.Config.Yaml;

/// <summary>
/// Texts and what is read of them. <c>[ ]</c> and <c>{ }</c> stand for collections (the opening one doubled in flow style), a scalar follows the sign of its style and is
/// followed by where it stands.
/// </summary>
public sealed class ParserTest
{
    public static TheoryData<string, string> Read => new()
    {
        { "", "" },
        { "# only a comment\n", "" },
        { "a", "a@0-1" },
        { "--- a\n...\n", "a@4-5" },
        { "---\n", "@4-4" },
        { "a: b", "{ a@0-1 b@3-4 }" },
        { "a:\nb:\n", "{ a@0-1 @2-2 b@3-4 @5-5 }" },
        { "a: b c \n", "{ a@0-1 b c@3-6 }" },
        { "a: b\n  c\n\n  d\n", "{ a@0-1 b c\\nd@3-13 }" },
        { "a: b # c\n", "{ a@0-1 b@3-4 }" },
        { "a: b#c\n", "{ a@0-1 b#c@3-6 }" },
        { "a:b: c:d\n", "{ a:b@0-3 c:d@5-8 }" },
        { "a: -b\n", "{ a@0-1 -b@3-5 }" },
        { "a: ?b\n", "{ a@0-1 ?b@3-5 }" },
        { "- a\n- b\n", "[ a@2-3 b@6-7 ]" },
        { "-\n-\n", "[ @1-1 @3-3 ]" },
        { "- - a\n  - b\n- c\n", "[ [ a@4-5 b@10-11 ] c@14-15 ]" },
        { "a:\n- b\n- c\nd: e\n", "{ a@0-1 [ b@5-6 c@9-10 ] d@11-12 e@14-15 }" },
        { "a:\n  - b\n", "{ a@0-1 [ b@7-8 ] }" },
        { "- a: b\n  c: d\n", "[ { a@2-3 b@5-6 c@9-10 d@12-13 } ]" },
        { "? a\n: b\n", "{ a@2-3 b@6-7 }" },
        { "? - a\n: - b\n", "{ [ a@4-5 ] [ b@10-11 ] }" },
        { "? a\n", "{ a@2-3 @4-4 }" },
        { "[a, b]", "[[ a@1-2 b@4-5 ]" },
        { "[a, b,]", "[[ a@1-2 b@4-5 ]" },
        { "[a:, b]", "[[ a:@1-3 b@5-6 ]" },
        { "[a: b]", "[[ {{ a@1-2 b@4-5 } ]" },
        { "[? a : b]", "[[ {{ a@3-4 b@7-8 } ]" },
        { "{a: b, c}", "{{ a@1-2 b@4-5 c@7-8 @8-8 }" },
        { "{a:, b: }", "{{ a:@1-3 @3-3 b@5-6 @8-8 }" },
        { "{\"a\":b}", "{{ \"a@1-4 b@5-6 }" },
        { "{a: b\nc}", "{{ a@1-2 b c@4-7 }" },
        { "[a]: b\n", "{ [[ a@1-2 ] b@5-6 }" },
        { "a: [\nb\n]\n", "{ a@0-1 [[ b@5-6 ] }" },
        { "'it''s'", "'it's@0-7" },
        { "'a\n b\n\n c'", "'a b\\nc@0-10" },
        { "\"\\x41\\u00e4\\U0001F600\\n\\t\\\"\\'\"", "\"Aä😀\\n\t\"'@0-30" },
        { "\"a \\\n  b\"", "\"a b@0-9" },
        { "\"a\n  b \"", "\"a b @0-8" },
        { "a: |\n  b\n   c\n\nd: e\n", "{ a@0-1 |b\\n c\\n@3-15 d@15-16 e@18-19 }" },
        { "a: |-\n  b\n", "{ a@0-1 |b@3-10 }" },
        { "a: |+\n  b\n\n", "{ a@0-1 |b\\n\\n@3-11 }" },
        { "a: |1\n  b\n", "{ a@0-1 | b\\n@3-10 }" },
        { "a: >\n  b\n  c\n\n  d\n   e\n  f\n", "{ a@0-1 >b c\\nd\\n e\\nf\\n@3-27 }" },
        { "a: &x b\nc: *x\n", "{ a@0-1 &x b@6-7 c@8-9 *x@11-13 }" },
        { "a: !!str 1\n", "{ a@0-1 <tag:yaml.org,2002:str> 1@9-10 }" },
        { "a: !x &y\n", "{ a@0-1 &y <!x> @8-8 }" },
        { "a: !<tag:x,1> b\n", "{ a@0-1 <tag:x,1> b@14-15 }" },
        { "%TAG !e! tag:x,\n---\n!e!%c3%a4 a\n", "<tag:x,ä> a@30-31" },
        { "a:\tb\n", "{ a@0-1 b@3-4 }" },
        { "a: b\u0085c: d\n", "{ a@0-1 b@3-4 c@5-6 d@8-9 }" },
        { "a: \"b\u2028c\"\n", "{ a@0-1 \"b\u2028c@3-8 }" },
        { "a: b\r\nc: d\r\n", "{ a@0-1 b@3-4 c@6-7 d@9-10 }" },
        { "{}: a\n", "{{ }" },
        { "&a &b c\n", "&a @2-2" },
    };

    public static TheoryData<string, string> Refused => new()
    {
        { "a: b\nc\n", "KeyWithoutColon 5-7" },
        { $"a: b\n{new string('k', 1100)}: c\n", "KeyTooLong 5-1105" },
        { "a: b: c\n", "ValueNotAllowed 4-4" },
        { "a: ? b\n", "KeyNotAllowed 3-3" },
        { "a: - b\n", "EntryNotAllowed 3-3" },
        { "a: @b\n", "CannotStartToken 3-3" },
        { "a: `b`\n", "CannotStartToken 3-3" },
        { "a: %b\n", "CannotStartToken 3-3" },
        { "\ta: b\n", "CannotStartToken 0-0" },
        { "a: b\n\tc: d\n", "TabIndentation 3-5" },
        { "a: |\n\tb\n", "TabIndentation 3-5" },
        { "a: 'b\n", "QuoteNotClosed 3-6" },
        { "a: \"b\n---\n", "QuoteNotClosed 3-6" },
        { "a: \"\\d\"\n", "UnknownEscape 3-4" },
        { "a: \"\\x4\"\n", "InvalidEscape 3-4" },
        { "a: \"\\U00110000\"\n", "InvalidEscape 3-4" },
        { "a: \"\\ud800\"\n", "SurrogateEscape 3-4" },
        { "a: |0\n", "BlockHeader 3-4" },
        { "a: |12\n", "BlockHeader 3-5" },
        { "a: | b\n", "BlockHeader 3-5" },
        { "a: & b\n", "AnchorName 3-4" },
        { "a: *b.c\n", "AnchorName 3-5" },
        { "a: !<b c\n", "InvalidTag 3-6" },
        { "a: !!\n", "InvalidTag 3-5" },
        { "a: !b,c{\n", "InvalidTag 3-7" },
        { "a: !e!b c\n", "UndefinedTagHandle 3-7" },
        { "%FOO\n---\n", "UnknownDirective 0-4" },
        { "%YAML 1\n---\n", "InvalidDirective 0-7" },
        { "%YAML 1.1\n%YAML 1.1\n---\n", "InvalidDirective 10-19" },
        { "%TAG e! x\n---\n", "InvalidDirective 0-5" },
        { "%YAML 1.1\na: b\n", "ExpectedDocumentStart 10-11" },
        { "a: b\n c: d\n", "ValueNotAllowed 7-7" },
        { "a:\n  b: c\n d: e\n", "ExpectedKey 11-11" },
        { "- a\nb: c\n", "ExpectedEntry 4-4" },
        { "a: &b &c d\n", "ExpectedKey 6-8" },
        { "[a, b\n", "ExpectedSequenceEnd 6-6" },
        { "[a [b]]\n", "ExpectedSequenceEnd 3-4" },
        { "{a: b\n", "ExpectedMappingEnd 6-6" },
        { "[a?b]\n", "ExpectedSequenceEnd 2-3" },
        { "[,]\n", "ExpectedNode 1-2" },
        { "{: a}\n", "ExpectedNode 1-2" },
        { "...\n", "ExpectedNode 0-3" },
        { "a: ]\n", "ExpectedNode 3-4" },
        { ": a\n", "ExpectedKey 0-1" },
        { "- |\n a\n-b\n", "KeyWithoutColon 7-10" },
    };

    [Theory]
    [MemberData(nameof(Read))]
    public void Is_read(string text, string expected) => Assert.Equal(expected, Show(text, YamlLibrary.GoYaml2));

    [Theory]
    [MemberData(nameof(Refused))]
    public void Is_refused(string text, string expected)
    {
        var fault = Assert.Throws<YamlSyntaxException>(() => Show(text, YamlLibrary.GoYaml2));
        Assert.Equal(expected, $"{fault.Problem} {fault.Start}-{fault.End}");
    }

    /// <summary>go-yaml v3 waits for two tokens more, and reads comments by rules of their own.</summary>
    [Theory]
    [InlineData("{}: a\n", "{{ }", "{ {{ } a@4-5 }")]
    [InlineData("a: b\n# c\n\t# d\n", "CannotStartToken", "{ a@0-1 b@3-4 }")]
    [InlineData("a: b\n---\nc @", "{ a@0-1 b@3-4 }", "{ a@0-1 b@3-4 }")]
    [InlineData("a: b\n---\n@", "{ a@0-1 b@3-4 }", "CannotStartToken")]
    public void Versions_differ(string text, string two, string three)
    {
        Assert.Equal(two, ShowOrFault(text, YamlLibrary.GoYaml2));
        Assert.Equal(three, ShowOrFault(text, YamlLibrary.GoYaml3));
    }

    private static string ShowOrFault(string text, YamlLibrary library)
    {
        try
        {
            return Show(text, library);
        }
        catch (YamlSyntaxException fault)
        {
            return fault.Problem.ToString();
        }
    }

    private static string Show(string text, YamlLibrary library)
    {
        var parser = new Parser(text, new RecentTexts(), library);
        if (!parser.Begin()) return "";
        var shown = new StringBuilder();
        while (parser.Read() is { Kind: not EventKind.DocumentEnd } read)
        {
            if (read.Anchor is { } anchor) shown.Append($"&{anchor} ");
            if (read.Tag is { } tag) shown.Append($"<{tag}> ");
            shown.Append(read.Kind switch
            {
                EventKind.SequenceStart => read.IsFlow ? "[[" : "[",
                EventKind.MappingStart => read.IsFlow ? "{{" : "{",
                EventKind.SequenceEnd => "]",
                EventKind.MappingEnd => "}",
                EventKind.Alias => $"*{read.Text}@{read.Start}-{read.End}",
                _ => $"{Sign(read.Style)}{read.Text.Replace("\n", "\\n", StringComparison.Ordinal)}@{read.Start}-{read.End}",
            }).Append(' ');
        }

        return shown.ToString().TrimEnd();
    }

    private static string Sign(ScalarStyle style) => style switch
    {
        ScalarStyle.SingleQuoted => "'",
        ScalarStyle.DoubleQuoted => "\"",
        ScalarStyle.Literal => "|",
        ScalarStyle.Folded => ">",
        _ => "",
    };
}
