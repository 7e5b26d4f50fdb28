using System.Text;
using PromLauncher.Telemetry;
using PromLauncher.Tests.Discovery.Scan;

namespace PromLauncher.Tests.Telemetry;

public sealed class OngoingFailuresTest
{
    private static readonly FailingSubject Subject = new("cluster", "prod");

    private readonly StringBuilder _log = new();
    private readonly ManualTime _time = new();

    [Fact]
    public void A_failure_is_logged_when_it_begins_changes_and_ends()
    {
        var failures = new OngoingFailures(Log(), _time);
        for (var attempt = 0; attempt < 3; attempt++) Fail(failures, "down");
        Fail(failures, "denied");
        Assert.Equal("denied", failures.Find(Subject)?.Message);
        failures.Succeeded(Subject, "recovered");
        failures.Succeeded(Subject, "recovered");
        Assert.Null(failures.Find(Subject));
        Assert.Equal(["ERROR down", "ERROR denied", "INFO recovered"], Lines());
    }

    [Fact]
    public void One_that_lasts_becomes_an_error_and_is_repeated()
    {
        var failures = new OngoingFailures(Log(), _time, TimeSpan.FromMinutes(15));
        for (var minute = 0; minute <= 45; minute++)
        {
            Fail(failures, "down");
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(["WARN down", "ERROR down", "ERROR down", "ERROR down"], Lines());
    }

    [Fact]
    public void Equal_names_of_different_kinds_are_different_subjects()
    {
        var failures = new OngoingFailures(Log(), _time);
        Fail(failures, "down");
        failures.Succeeded(new("rules", "prod"), "recovered");
        Assert.NotNull(failures.Find(Subject));
        Assert.Equal(["ERROR down"], Lines());
    }

    private static void Fail(OngoingFailures failures, string why) => failures.Failed(Subject, new FailureException(FailureKind.Unavailable, why), "the scan failed");

    private Log Log() => new(LogFormat.Logfmt, LogLevel.Info, _time, line => _log.Append(Encoding.UTF8.GetString(line.Span)));

    /// <summary>The level and the error, or the message, of each line.</summary>
    private IEnumerable<string> Lines() => _log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(static line => $"{Field(line, "level")} {(line.Contains(" err=", StringComparison.Ordinal) ? Field(line, "err") : Field(line, "msg"))}");

    private static string Field(string line, string key) => line.Split(' ').Single(word => word.StartsWith(key + "=", StringComparison.Ordinal))[(key.Length + 1)..];
}
