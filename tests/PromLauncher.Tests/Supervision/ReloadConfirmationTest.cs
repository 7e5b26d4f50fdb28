using PromLauncher.Supervision;

namespace PromLauncher.Tests.Supervision;

public sealed class ReloadConfirmationTest
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(50);

    public static TheoryData<string, string, int, ReloadOutcome> Looks => new()
    {
        // before, now ("+1.5": succeeded, at 1.5; "-1.5": failed, last success at 1.5; "": not readable), seconds since SIGHUP
        { "+1.5", "+2.5", 0, ReloadOutcome.Confirmed },
        { "+1.5", "+2.5", 5000, ReloadOutcome.Confirmed },
        { "+1.5", "+1.5", 0, ReloadOutcome.Pending },
        { "+1.5", "+1.5", 5000, ReloadOutcome.Pending },
        { "+1.5", "-1.5", 0, ReloadOutcome.Failed },
        { "+1.5", "-1.5", 5000, ReloadOutcome.Failed },
        { "-1.5", "+2.5", 0, ReloadOutcome.Confirmed },
        { "-1.5", "-1.5", 0, ReloadOutcome.Pending },
        { "-1.5", "-1.5", 51, ReloadOutcome.Failed },
        { "-1.5", "-2.5", 0, ReloadOutcome.Failed },
        { "+1.5", "", 0, ReloadOutcome.Pending },
        { "+1.5", "", 51, ReloadOutcome.Unknown },
        { "", "", 0, ReloadOutcome.Unknown },
        { "", "+1.5", 0, ReloadOutcome.Unknown },
        // A clock that was set back is a change too.
        { "+5.5", "+1.5", 0, ReloadOutcome.Confirmed },
    };

    [Theory]
    [MemberData(nameof(Looks))]
    public void One_look_means(string before, string now, int seconds, ReloadOutcome expected) =>
        Assert.Equal(expected, new ReloadConfirmation(State(before), Bound).Observe(State(now), TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void A_late_failure_of_the_same_attempt_is_seen()
    {
        var confirmation = new ReloadConfirmation(State("+1.5"), Bound);
        Assert.Equal(ReloadOutcome.Pending, confirmation.Observe(State("+1.5"), TimeSpan.FromSeconds(60)));
        Assert.True(confirmation.IsOverdue);
        Assert.Equal(ReloadOutcome.Failed, confirmation.Observe(State("-1.5"), TimeSpan.FromSeconds(61)));
    }

    private static ReloadState? State(string text) => text.Length == 0 ? null : new ReloadState(text[0] == '+', text[1..], IsCoarse: false);
}
