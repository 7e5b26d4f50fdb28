using PromLauncher.Config.Placeholders;
using PromLauncher.Config.Redaction;
using PromLauncher.Tests.Config.Placeholders;

namespace PromLauncher.Tests.Config.Redaction;

/// <summary>Nothing that was put into a configuration, and no literal secret of it, is left in what another program prints.</summary>
public sealed class ScrubberTest
{
    [Theory]
    [InlineData("s3cr3t", "parse \"https://u:s3cr3t@host\": bad", "parse \"https://u:${V}@host\": bad")]
    [InlineData("pass word", "https://u:pass%20word@host", "https://u:${V}@host")]
    [InlineData("a\"b\\c", "parse \"a\\\"b\\\\c\"", "parse \"${V}\"")]
    [InlineData("line one\nline two", "1: line one\n2: line two", "1: ${V}\n2: ${V}")]
    [InlineData("abcdefghijklmnop", "cannot unmarshal !!str `abcdefg...` into int", "cannot unmarshal !!str `${V}` into int")]
    [InlineData("ééééééé", "cannot unmarshal !!str `ééé\uFFFD...` into int", "cannot unmarshal !!str `${V}` into int")]
    [InlineData("it's", "it''s", "${V}")]
    [InlineData("a\u00A0\u0007\u007F\U000E0001b", "parse \"a\\u00a0\\a\\x7f\\U000e0001b\"", "parse \"${V}\"")]
    [InlineData("p=q/r@s w", "https://u:p=q%2Fr%40s%20w@h/p=q/r@s%20w", "https://u:${V}@h/${V}")]
    [InlineData("one1\ntwo2", "at two2", "at ${V}")]
    [InlineData("https://u:pa/ss@h", "parse \"https://u:pa/ss@h\": invalid port \":pa\" after host", "parse \"${V}\": invalid port after host")]
    [InlineData("https://u:pa/ss#x@h", "parse \"https://u:pa/ss\": invalid port \":pa\" after host", "parse \"${V}\": invalid port after host")]
    [InlineData("https://h:90/x", "invalid port \":90\" after host", "invalid port \":90\" after host")]
    [InlineData("on", "only on.", "only ${V}.")]
    [InlineData("", "nothing to hide", "nothing to hide")]
    [InlineData("  ", "nothing  to hide", "nothing  to hide")]
    public void Every_form_of_a_value_is_taken_out(string value, string text, string expected) =>
        Assert.Equal(expected, new Scrubber([new(value, "${V}", true)]).Clean(text));

    [Fact]
    public void A_value_within_another_leaves_nothing_of_it() =>
        Assert.Equal("${B}", new Scrubber([new("pass", "${A}", false), new("password", "${B}", false), new("word", "${C}", false)]).Clean("password"));

    [Fact]
    public void What_a_value_became_part_of_is_taken_out_even_cut_off()
    {
        var scrubber = Scrubber.Of(Expanding.Expand("a: x${V}\n", new() { ["V"] = "secretsecret" }));
        Assert.Equal("cannot unmarshal !!str `x${V}` into int", scrubber.Clean("cannot unmarshal !!str `xsecret...` into int"));
    }

    [Fact]
    public void What_a_URL_that_was_put_in_has_in_its_query_is_taken_out_by_itself()
    {
        var scrubber = Scrubber.Of(Expanding.Expand("remote_write: [{url: '${URL}'}]\n", new() { ["URL"] = "https://user:hunter22@h/x?sig=presigned" }));
        Assert.Equal("Post \"https://user:***@h/x?<secret>\"", scrubber.Clean("Post \"https://user:***@h/x?sig=presigned\""));
    }

    [Theory]
    [InlineData("remote_write:\n- url: https://user:hunter22@h/x?sig=presigned#f\n", "user:hunter22", "hunter22", "sig=presigned")]
    [InlineData("scrape_configs:\n- basic_auth: {password: &p 'literal one'}\n  params: {a: [parameter]}\n", "literal one", "parameter", "literal%20one")]
    public void Literal_secrets_are_taken_out_too(string text, params string[] secrets)
    {
        var scrubber = Scrubber.Of(Expanding.Expand(text, []));
        foreach (var secret in secrets) Assert.Equal("is <secret> bad", scrubber.Clean($"is {secret} bad"));
        Assert.Equal("scrape_configs url h f", scrubber.Clean("scrape_configs url h f"));
    }
}
