using System.Globalization;
using System.Text;
using PromLauncher.Config.Reports;

namespace PromLauncher.Tests.Config.Reports;

/// <summary>Columns of a terminal, by East_Asian_Width and general category of Unicode 17.</summary>
public sealed class TerminalWidthTest
{
    [Theory]
    [InlineData(1, "a é ß Ж ← ─ ☃ ♥ ✓ ㉈ ㉏ ｱ ￨ 〿 🖥 🌡 𝄞 \U0001F6D3 \U0001D357")]
    [InlineData(1, "\u10FF \u1AFF \u2319 \u231C \u2613 \u2616 \u2E7F \uA4C7 \uABFF \uD7FC \uFB00 \uFE6C \uFF61 \uFFE7 \U0001F003 \U0001F005 \U0001F8FF \U0001FB00")]
    [InlineData(1, "\u0600 \u06DD \u070F \u08E2 \U000110BD")]
    [InlineData(2, "\u1100 \u115F ⌚ ⌛ 〈 ☔ ☰ ♈ ♓ ⚊ ⚡ ⛽ ✅ ❌ ⭐ ⺀ 、 〾 あ ヿ ㄅ ㈀ ㉇ ㉐ ㍻ ䷀ ䷿ 一 龥 ꀀ ꓆ 가 힣 豈 ︰ ﹫ ！ ｠ ￠ ￦")]
    [InlineData(2, "𗀀 𘴀 𛀀 \U0001D300 🀄 🃏 🆎 🈁 🌀 🌵 🎓 🏠 👀 👂 🔽 🗻 🙏 🚀 🛒 \U0001F6D8 \U0001F7F0 🤌 🧿 🩰 🫨 \U0001FAF8 𠀀 \U0002FFFD \U0003FFFD")]
    [InlineData(0, "\u0300 \u0488 \u05B0 \u0E31 \u1160 \u11FF \u200B \u200D \u20DD \u3099 \uD7B0 \uD7FB \uFE0F \uFEFF \U000E0100")]
    public void A_character_takes_as_many_columns_as_Unicode_says(int columns, string characters)
    {
        var runes = characters.EnumerateRunes().Where(static rune => rune.Value != ' ').ToList();
        Assert.All(runes, rune => Assert.True(TerminalWidth.Of(rune) == columns, string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}: {TerminalWidth.Of(rune)}")));
    }

    [Fact]
    public void A_text_takes_the_sum() => Assert.Equal(1 + 2 + 1 + 0 + 1, TerminalWidth.Of("a漢e\u0301\t"));
}
