using System.Text;
using PromLauncher.Config.Document;
using PromLauncher.Config.Placeholders;
using PromLauncher.Tests.Config.Placeholders;

namespace PromLauncher.Tests.Config.Document;

/// <summary>No text, however made, ends the reader, hangs it or fills the memory.</summary>
public sealed class HostileInputTest
{
    private const int Large = 300_000;

    public static TheoryData<string, string> Bombs => new()
    {
        { new string('[', Large), "too-deep" },
        { string.Concat(Enumerable.Repeat("{a: ", Large / 4)), "too-deep" },
        { string.Concat(Enumerable.Repeat("- ", Large / 2)), "too-deep" },
        { string.Concat(Enumerable.Repeat("[\n", Large / 2)), "too-deep" },
        { string.Concat(Enumerable.Repeat("? ", Large / 2)), "too-deep" },
        { string.Concat(Enumerable.Range(0, 1500).Select(i => new string(' ', i) + "a:\n")), "too-deep" },
        { Chain(9, 9), "excessive-aliases" },
        { Chain(300, 1), "too-deep" },
        { "a: &a [*a]\n", "self-referring-anchor" },
        { "a: &a\n  b: {c: *a}\n", "self-referring-anchor" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_bomb_is_refused(string text, string id)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var document = YamlDocument.Parse("bomb", Encoding.UTF8.GetBytes(text));
        Assert.Equal(id, Assert.Single(document.Diagnostics).Id);
        Assert.True(document.IsBroken);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
    }

    public static TheoryData<string> Large_but_harmless => new()
    {
        "a: " + new string('x', Large),
        "a: [" + string.Concat(Enumerable.Repeat("a,", Large / 2)) + "]",
        "a: \"" + string.Concat(Enumerable.Repeat("\\u00e4", Large / 6)) + "\"",
        string.Concat(Enumerable.Range(0, Large / 20).Select(i => $"a{i}: &a{i} *a{i - 1}\n".Replace("&a0 *a-1", "&a0 x", StringComparison.Ordinal).Replace($"&a{i} *", "*", StringComparison.Ordinal))),
        "a: " + string.Concat(Enumerable.Repeat("é", Large / 2)) + "${X}",
        "a: '" + string.Concat(Enumerable.Repeat("${A} $${B} ", Large / 12)) + "'",
        string.Concat(Enumerable.Repeat("#\n", Large / 2)),
        "a: |\n" + string.Concat(Enumerable.Repeat("  x\n", Large / 4)),
    };

    [Theory]
    [MemberData(nameof(Large_but_harmless))]
    public void Size_alone_is_no_fault(string text)
    {
        var scan = PlaceholderScan.Find(Expanding.Bundle(("prometheus.yml", text)), new());
        Assert.DoesNotContain(scan.Diagnostics, d => d.Id is "yaml-syntax" or "too-deep");
    }

    [Fact]
    public void A_file_beyond_the_limit_is_not_read()
    {
        var document = YamlDocument.Parse("large", new byte[2000], new DocumentLimits { Bytes = 1000 });
        Assert.Equal("file-too-large", Assert.Single(document.Diagnostics).Id);
        Assert.True(document.IsBroken);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'a', 0, (byte)':', 0, (byte)' ', 0, (byte)'b', 0 }, "utf-16", false)]
    [InlineData(new byte[] { 0xFE, 0xFF, 0, (byte)'a', 0, (byte)':', 0, (byte)' ', 0, (byte)'b' }, "utf-16", false)]
    [InlineData(new byte[] { (byte)'a', 0, (byte)':', 0, (byte)' ', 0, (byte)'b', 0 }, "utf-16", true)]
    [InlineData(new byte[] { (byte)'a', (byte)':', (byte)' ', 0xE9 }, "not-utf-8", true)]
    [InlineData(new byte[] { (byte)'a', (byte)':', (byte)' ', 0xED, 0xA0, 0x80 }, "not-utf-8", true)]
    [InlineData(new byte[] { (byte)'a', (byte)':', (byte)' ', 0x7F }, "control-character", true)]
    public void Another_encoding_is_named(byte[] bytes, string id, bool broken)
    {
        var document = YamlDocument.Parse("x", bytes);
        Assert.Equal((id, broken), (Assert.Single(document.Diagnostics).Id, document.IsBroken));
    }

    [Fact]
    public void A_byte_order_mark_and_Windows_line_ends_are_accepted()
    {
        var document = YamlDocument.Parse("x", "\uFEFFa: 1\r\nb:\r\n- ü\r\n- \"c\"\r\n"u8.ToArray());
        Assert.Empty(document.Diagnostics);
        var list = Assert.IsType<SequenceNode>(Assert.IsType<MappingNode>(document.Root).Find("b"));
        var span = list.Items[1].Span;
        Assert.Equal((4, 3, "\"c\""), (span.Line, span.Column, Encoding.UTF8.GetString(document.Source.Bytes.Span[span.Start..span.End])));
    }

    /// <summary>Anchors that each hold the one before, a number of times.</summary>
    private static string Chain(int length, int times)
    {
        var text = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i <= length; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", times))}]\n");
        return text.ToString();
    }
}
