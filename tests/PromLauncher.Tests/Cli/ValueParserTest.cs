using PromLauncher.Cli;
using PromLauncher.Telemetry;

namespace PromLauncher.Tests.Cli;

public sealed class ValueParserTest
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("30s", 30_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData("500ms", 500)]
    [InlineData("1d", 86_400_000)]
    [InlineData("1w", 604_800_000)]
    [InlineData("1m1h", 3_660_000)]
    public void Durations_are_written_as_in_Prometheus_and_Go(string text, double milliseconds) =>
        Assert.Equal(milliseconds, ValueParser.Duration(text).TotalMilliseconds);

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("5x")]
    [InlineData("-5s")]
    [InlineData("s")]
    [InlineData("5 s")]
    [InlineData("1.5d")]
    [InlineData("99999999999y")]
    public void Other_texts_are_not_durations(string text)
    {
        var failure = Assert.Throws<FailureException>(() => ValueParser.Read("--interval", text, ValueParser.Duration));
        Assert.Equal(FailureKind.Usage, failure.Kind);
        Assert.Contains("--interval", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10", 10)]
    [InlineData("512KiB", 524_288)]
    [InlineData("10MB", 10_485_760)]
    [InlineData("1GiB", 1_073_741_824)]
    public void Sizes_have_units_of_1024(string text, long bytes) => Assert.Equal(bytes, ValueParser.Size(text));

    [Theory]
    [InlineData("")]
    [InlineData("MB")]
    [InlineData("1.5MB")]
    [InlineData("-1")]
    [InlineData("9999999999GB")]
    public void Other_texts_are_not_sizes(string text) => Assert.Throws<FormatException>(() => ValueParser.Size(text));

    [Theory]
    [InlineData("a,b", true, new[] { "a", "b" })]
    [InlineData("a\nb", true, new[] { "a", "b" })]
    [InlineData("a,b\nc", false, new[] { "a,b", "c" })]
    [InlineData(" a , ,b ", true, new[] { "a", "b" })]
    public void Lists_stand_in_one_text(string text, bool commas, string[] entries) => Assert.Equal(entries, ValueParser.Split(text, commas));
}
