using PromLauncher.Config.Values;

namespace PromLauncher.Tests.Config.Values;

/// <summary>Numbers as Go's <c>strconv</c> reads them; each row was seen with Go 1.19.</summary>
public sealed class GoNumberTest
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("00", 0)]
    [InlineData("-0", 0)]
    [InlineData("+7", 7)]
    [InlineData("017", 15)]
    [InlineData("0o17", 15)]
    [InlineData("0O17", 15)]
    [InlineData("0x1F", 31)]
    [InlineData("0X1f", 31)]
    [InlineData("0b11", 3)]
    [InlineData("-0b11", -3)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("-0x8000000000000000", long.MinValue)]
    public void A_whole_number_is_read(string text, long value)
    {
        Assert.True(GoNumber.TryParseInt(text, out var read));
        Assert.Equal(value, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+-1")]
    [InlineData("--1")]
    [InlineData("0x")]
    [InlineData("0b")]
    [InlineData("0o")]
    [InlineData("08")]
    [InlineData("0o8")]
    [InlineData("0b2")]
    [InlineData("0b-1")]
    [InlineData("0xg")]
    [InlineData("1_000")]
    [InlineData("1.")]
    [InlineData("1e3")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("١")]
    [InlineData("9223372036854775808")]
    [InlineData("-9223372036854775809")]
    public void What_is_not_a_signed_whole_number_is_refused(string text) => Assert.False(GoNumber.TryParseInt(text, out _));

    [Theory]
    [InlineData("9223372036854775808", 1UL << 63)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("0xffffffffffffffff", ulong.MaxValue)]
    [InlineData("01777777777777777777777", ulong.MaxValue)]
    public void A_number_without_a_sign_has_64_bits(string text, ulong value)
    {
        Assert.True(GoNumber.TryParseUInt(text, out var read));
        Assert.Equal(value, read);
        Assert.False(GoNumber.TryParseUInt("+" + text, out _));
        Assert.False(GoNumber.TryParseUInt("-" + text, out _));
    }

    [Theory]
    [InlineData("18446744073709551616")]
    [InlineData("0x10000000000000000")]
    [InlineData("02000000000000000000000")]
    [InlineData("99999999999999999999")]
    public void What_64_bits_can_not_hold_is_refused(string text) => Assert.False(GoNumber.TryParseUInt(text, out _));

    [Theory]
    [InlineData("1", true)]
    [InlineData("1.", true)]
    [InlineData(".5", true)]
    [InlineData("+1.5e-3", true)]
    [InlineData("1E+09", true)]
    [InlineData("", false)]
    [InlineData("-", false)]
    [InlineData(".", false)]
    [InlineData("1e", false)]
    [InlineData("1e+", false)]
    [InlineData(".e1", false)]
    [InlineData("1.2.3", false)]
    [InlineData("0x1p3", false)]
    [InlineData("inf", false)]
    [InlineData("1 ", false)]
    public void What_YAML_takes_for_a_float_is_known_by_its_form(string text, bool isFloat) => Assert.Equal(isFloat, GoNumber.LooksLikeFloat(text));

    [Theory]
    [InlineData("1e400", false)]
    [InlineData("-1e400", false)]
    [InlineData("1e308", true)]
    [InlineData("1e-400", true)]
    [InlineData("1,5", false)]
    [InlineData("NaN", false)]
    [InlineData("Infinity", false)]
    [InlineData(" 1", false)]
    public void A_float_must_fit(string text, bool fits) => Assert.Equal(fits, GoNumber.TryParseFloat(text, out _));

    [Theory]
    [InlineData("1_000.5_0", "1000.50")]
    [InlineData("1__0", "1__0")]
    [InlineData("_1", "_1")]
    [InlineData("1_", "1_")]
    [InlineData("1_.5", "1_.5")]
    public void An_underscore_separates_digits_only(string text, string expected) => Assert.Equal(expected, GoNumber.WithoutSeparators(text));
}
