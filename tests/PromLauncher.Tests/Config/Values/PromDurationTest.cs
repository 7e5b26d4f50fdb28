using PromLauncher.Config.Values;

namespace PromLauncher.Tests.Config.Values;

/// <summary>Durations as Prometheus reads them.</summary>
public sealed class PromDurationTest
{
    private const long Second = 1_000_000_000;

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0s", 0)]
    [InlineData("30s", 30 * Second)]
    [InlineData("1h30m", 5400 * Second)]
    [InlineData("1d", 86_400 * Second)]
    [InlineData("1w1d", 8 * 86_400 * Second)]
    [InlineData("1y", 365 * 86_400 * Second)]
    [InlineData("1s500ms", 1_500_000_000)]
    [InlineData("292y", 292L * 365 * 86_400 * Second)]
    public void A_duration_is_read(string text, long nanoseconds)
    {
        Assert.Null(PromDuration.Parse(text, out var read));
        Assert.Equal(nanoseconds, read);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("-1s", "sign")]
    [InlineData("s", "number")]
    [InlineData("30", "unit is missing")]
    [InlineData("1.5h", "fractions")]
    [InlineData("1 s", "not a unit")]
    [InlineData("1m1h", "large to small")]
    [InlineData("1m1m", "large to small")]
    [InlineData("293y", "292 years")]
    [InlineData("99999999999999999999s", "too large")]
    public void Other_texts_are_reported(string text, string part) => Assert.Contains(part, PromDuration.Parse(text, out _), StringComparison.Ordinal);

    [Fact]
    public void The_report_on_a_long_text_is_short_and_cuts_no_character() =>
        Assert.Equal("\"aaaaaaaaaaaaaaaaaaa…\" is not a unit", PromDuration.Parse("1aaaaaaaaaaaaaaaaaaa" + string.Concat(Enumerable.Repeat("😀", 10_000)), out _));
}
