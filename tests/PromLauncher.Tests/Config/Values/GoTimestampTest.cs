using PromLauncher.Config.Values;

namespace PromLauncher.Tests.Config.Values;

/// <summary>Dates and times as go-yaml v2 recognises them; each row was seen with go-yaml 2.4 and Go 1.19.</summary>
public sealed class GoTimestampTest
{
    [Theory]
    [InlineData("2001-01-02")]
    [InlineData("2001-1-2")]
    [InlineData("2000-02-29")]
    [InlineData("0000-02-29")]
    [InlineData("0001-12-31")]
    [InlineData("9999-12-31")]
    [InlineData("2001-01-02T03:04:05Z")]
    [InlineData("2001-01-02t03:04:05Z")]
    [InlineData("2001-01-02T3:4:5Z")]
    [InlineData("2001-01-02T03:04:05+01:00")]
    [InlineData("2001-01-02T03:04:05-23:59")]
    [InlineData("2001-01-02T03:04:05.123456789012Z")]
    [InlineData("2001-01-02T03:04:05,5Z")]
    [InlineData("2001-01-02 03:04:05")]
    [InlineData("2001-01-02 03:04:05.5")]
    public void A_time_is_recognised(string text) => Assert.True(GoTimestamp.Matches(text));

    [Theory]
    [InlineData("")]
    [InlineData("2001")]
    [InlineData("2001-1")]
    [InlineData("2001-1-")]
    [InlineData("20011-1-2")]
    [InlineData("201-01-02")]
    [InlineData("2001-13-01")]
    [InlineData("2001-00-01")]
    [InlineData("2001-01-00")]
    [InlineData("2001-02-29")]
    [InlineData("1900-02-29")]
    [InlineData("2001-01-002")]
    [InlineData("2001-01-02 ")]
    [InlineData("2001-01-02T")]
    [InlineData("2001-01-02T03:04Z")]
    [InlineData("2001-01-02T03:04:05")]
    [InlineData("2001-01-02T03:04:05z")]
    [InlineData("2001-01-02T24:00:00Z")]
    [InlineData("2001-01-02T23:60:00Z")]
    [InlineData("2001-01-02T23:59:60Z")]
    [InlineData("2001-01-02T03:04:05.Z")]
    [InlineData("2001-01-02T03:04:05+1:00")]
    [InlineData("2001-01-02T03:04:05 +01:00")]
    [InlineData("2001-01-02 03:04:05Z")]
    [InlineData("2001-01-02  03:04:05")]
    [InlineData("2001/01/02")]
    public void Anything_else_is_not(string text) => Assert.False(GoTimestamp.Matches(text));
}
