using PromLauncher.Supervision;

namespace PromLauncher.Tests.Supervision;

public sealed class ScrubberTest
{
    [Theory]
    [InlineData("s3cr3t", "parse \"https://u:s3cr3t@host\": bad", "parse \"https://u:***@host\": bad")]
    [InlineData("pass word", "https://u:pass%20word@host", "https://u:***@host")]
    [InlineData("a\"b\\c", "parse \"a\\\"b\\\\c\"", "parse \"***\"")]
    [InlineData("line one\nline two", "1: line one\n2: line two", "1: ***\n2: ***")]
    [InlineData("abcdefghijklmnop", "cannot unmarshal !!str `abcdefg...` into int", "cannot unmarshal !!str *** into int")]
    [InlineData("", "nothing to hide", "nothing to hide")]
    [InlineData("  ", "nothing  to hide", "nothing  to hide")]
    public void Every_form_of_a_value_is_taken_out(string value, string text, string expected) => Assert.Equal(expected, new Scrubber([value]).Clean(text));

    [Fact]
    public void A_value_within_another_leaves_nothing_of_it() => Assert.Equal("***", new Scrubber(["pass", "password", "word"]).Clean("password"));
}
