using System.Text;
using PromLauncher.Config;
using PromLauncher.Config.TargetFiles;

namespace PromLauncher.Tests.Config.TargetFiles;

/// <summary>Texts in JSON lists are read as Go's encoding/json reads them: what is no Unicode becomes U+FFFD, and is never an exception.</summary>
public sealed class JsonTargetsTest
{
    /// <summary>Written as one byte (Latin-1), which UTF-8 does not know.</summary>
    private const char Bad = 'ÿ';

    public static TheoryData<string> Accepted =>
    [
        """[{"targets":["aÿ:1"]}]""",
        """[{"targets":["\ud800:1"]}]""",
        """[{"targets":["\ud800\u0041:1", "\udc00", "\ud83d\ude00\n\t\"\\\/\b\f\r"]}]""".Replace("\\/", "", StringComparison.Ordinal),
        """[{"targets":["a:1"], "labels": {"b":"ÿ", "c":"\ud800"}}]""",
        """[{"targets":["a:1"], "labels": {"bÿ":"x", "c\ud800":"x"}}]""",
        """[{"target\u017f":["a:1"], "labelſ": {}, "TARGETS": []}]""",
    ];

    [Theory]
    [MemberData(nameof(Accepted))]
    public void What_Go_reads_is_read(string text) => Assert.DoesNotContain(Check(text), static finding => finding.Severity == Severity.Error);

    [Theory]
    [InlineData("""[{"tÿ":[]}]""", "unknown-field")]
    [InlineData("""[{"\ud800":[]}]""", "unknown-field")]
    [InlineData("""[{"targets":["aÿ/b"]}]""", "invalid-target")]
    [InlineData("""[{"targets":["a\/b"]}]""", "invalid-target")]
    [InlineData("""[{"targets":["\u0061\u002fb"]}]""", "invalid-target")]
    [InlineData("""[{"targets":["aÿ"], "x":1}]""", "unknown-field")]
    public void What_Go_refuses_is_refused_at_its_place(string text, string id)
    {
        var errors = Check(text).Where(static finding => finding.Severity == Severity.Error);
        Assert.Equal(id, Assert.Single(errors).Id);
    }

    [Fact]
    public void A_place_behind_a_byte_that_is_no_UTF_8_is_reported()
    {
        var found = Assert.Single(Check("""
            [{"targets":["aÿ"],
            "x":1}]
            """), static finding => finding.Id == "unknown-field");
        Assert.Equal((2, 1), (found.Span.Line, found.Span.Column));
    }

    [Theory]
    [InlineData(2, 42, 1)]
    [InlineData(3, 14, 0)]
    public void A_label_name_with_such_a_byte_is_none_where_only_ASCII_is_allowed(int major, int minor, int errors) =>
        Assert.Equal(errors, Check("""[{"targets":["a:1"], "labels": {"bÿ":"x"}}]""", new(major, minor)).Count(static finding => finding.Severity == Severity.Error));

    private static IReadOnlyList<Diagnostic> Check(string text, PrometheusVersion? version = null) =>
        TargetFile.Check("t.json", text.Contains(Bad) ? Encoding.Latin1.GetBytes(text) : Encoding.UTF8.GetBytes(text), new() { Version = version ?? PrometheusVersion.NewestKnown, AddressesAreFinal = true });
}
