using System.Text;
using PromLauncher.Config;
using PromLauncher.Config.Document;
using PromLauncher.Config.Regex;
using PromLauncher.Config.Validation;

namespace PromLauncher.Tests.Config.Regex;

public sealed class MatchingTimeTest
{
    private const int Jobs = 300;

    /// <summary>By this clock each match takes the tenth of a second that one may take at most.</summary>
    private readonly SlowClock _clock = new();

    [Fact]
    public void Distinct_patterns_of_a_whole_run_share_one_time()
    {
        var options = new ValidationOptions { Matching = new(_clock) };
        var config = YamlDocument.Parse("prometheus.yml", Encoding.UTF8.GetBytes("scrape_configs:\n" + string.Concat(Enumerable.Range(0, Jobs).Select(Job))));

        var first = Validator.Validate(config, options);
        var matches = _clock.Calls / 2;
        var second = Validator.Validate(config, options);

        Assert.Equal((int)(MatchingTime.OfAll / MatchingTime.OfOne), matches);
        Assert.Equal(matches, _clock.Calls / 2);
        // What is no longer known is no error.
        Assert.Equal(matches, first.Count(static finding => finding.Id == FindingKind.TargetIsUrl.Id));
        Assert.DoesNotContain(second, static finding => finding.Id == FindingKind.TargetIsUrl.Id);
    }

    [Fact]
    public void The_default_pattern_takes_none()
    {
        var patterns = new RelabelPatterns(PrometheusVersion.NewestKnown, new(_clock));
        for (var i = 0; i < Jobs; i++) Assert.True(patterns.Matches(RelabelPattern.Default, "host", out _));
        Assert.Equal(0, _clock.Calls);
    }

    private static string Job(int number) =>
        $"- job_name: job{number}\n  static_configs: [{{targets: ['host/{number}']}}]\n  relabel_configs: [{{source_labels: [__address__], regex: other{number}, target_label: __address__}}]\n";

    private sealed class SlowClock : TimeProvider
    {
        public int Calls { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => MatchingTime.OfOne.Ticks * Calls++;
    }
}
