using PromLauncher.Config;
using PromLauncher.Config.Values;
using PromLauncher.Supervision;

namespace PromLauncher.Tests.Supervision;

public sealed class ChildArgumentsTest
{
    private const string File = "/state/current/prometheus.yml";

    private static readonly PrometheusVersion V2 = new(2, 45);
    private static readonly PrometheusVersion V3 = new(3, 14);

    public static TheoryData<string, string> Started => new()
    {
        // what the user gives, what Prometheus is started with
        { "", "--config.file=F --storage.remote.flush-deadline=20s" },
        { "--web.enable-lifecycle --storage.tsdb.path /data", "--web.enable-lifecycle --storage.tsdb.path /data --config.file=F --storage.remote.flush-deadline=20s" },
        { "--storage.remote.flush-deadline=5s", "--storage.remote.flush-deadline=5s --config.file=F" },
        { "--storage.remote.flush-deadline 5s --x", "--storage.remote.flush-deadline 5s --x --config.file=F" },
        { "--enable-feature=agent,otlp --enable-feature exemplar-storage", "--enable-feature=agent,otlp --enable-feature exemplar-storage --config.file=F --storage.remote.flush-deadline=20s" },
        { "--help", "--help --config.file=F --storage.remote.flush-deadline=20s" },
        { "--a -- --b", "--a --config.file=F --storage.remote.flush-deadline=20s -- --b" },
        { "-h @file stray", "-h @file stray --config.file=F --storage.remote.flush-deadline=20s" },
    };

    public static TheoryData<string, string, string> Dropped => new()
    {
        // what the user gives, what is left of it, what the warning names
        { "--config.file=/etc/p.yml --x=1", "--x=1", "--config.file" },
        { "--config.file /etc/p.yml --x=1", "--x=1", "--config.file" },
        { "--config.file --x=1", "--x=1", "--config.file" },
        { "--x=1 --config.file", "--x=1", "--config.file" },
        { "--config.auto-reload --x=1", "--x=1", "--config.auto-reload" },
        { "--no-config.auto-reload --x=1", "--x=1", "--no-config.auto-reload" },
        { "--config.auto-reload stray", "stray", "--config.auto-reload" },
        { "--config.auto-reload-interval=5s", "", "--config.auto-reload-interval" },
        { "--config.auto-reload-interval 5s --x", "--x", "--config.auto-reload-interval" },
        { "--enable-feature=auto-reload-config", "", "auto-reload-config" },
        { "--enable-feature auto-reload-config --x", "--x", "auto-reload-config" },
        { "--enable-feature=a,auto-reload-config,b", "--enable-feature=a,b", "auto-reload-config" },
    };

    public static TheoryData<int, string> FlushDeadlines => new()
    {
        { 0, "20s" }, { 1, "500ms" }, { 3, "1500ms" }, { 8, "4s" }, { 10, "5s" }, { 12, "7s" }, { 30, "25s" }, { 120, "115s" },
    };

    public static TheoryData<string, string> RoutePrefixes => new()
    {
        { "", "" },
        { "--web.external-url=http://example.org/", "" },
        { "--web.external-url=http://example.org", "" },
        { "--web.external-url=http://example.org/prom/", "/prom" },
        { "--web.external-url=https://user@example.org:8443/a/b?x=1#y", "/a/b" },
        { "--web.external-url=/prom", "/prom" },
        { "--web.external-url=http://example.org/a%20b", "/a b" },
        { "--web.external-url=http://example.org/prom --web.route-prefix=/", "" },
        { "--web.external-url=http://example.org/prom --web.route-prefix=", "/prom" },
        { "--web.route-prefix=prom/", "/prom" },
        { "--web.route-prefix /a/b/", "/a/b" },
    };

    [Theory]
    [MemberData(nameof(Started))]
    public void The_users_flags_come_first_and_untouched(string given, string expected) =>
        Assert.Equal(expected.Replace("=F", "=" + File, StringComparison.Ordinal), string.Join(' ', Parse(given).ForStart(File, addDefaults: true, TimeSpan.Zero)));

    [Theory]
    [MemberData(nameof(Dropped))]
    public void What_the_launcher_owns_is_dropped_with_a_reason(string given, string left, string named)
    {
        var arguments = Parse(given);
        Assert.Equal($"{left} --config.file={File}".Trim(), string.Join(' ', arguments.ForStart(File, addDefaults: false, TimeSpan.Zero)));
        Assert.Contains(named, Assert.Single(arguments.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_flags_of_the_launcher_there_is_no_warning() => Assert.Empty(Parse("--enable-feature=agent --web.config.file=/w.yml").Warnings);

    [Theory]
    [MemberData(nameof(FlushDeadlines))]
    public void The_flush_deadline_fits_the_stop_timeout(int seconds, string expected)
    {
        var stopTimeout = TimeSpan.FromSeconds(seconds);
        Assert.Contains($"--storage.remote.flush-deadline={expected}", Parse("").ForStart(File, addDefaults: true, stopTimeout));
        Assert.Equal(PromDuration.TryParse(expected), Parse("").FlushDeadline(addDefaults: true, stopTimeout));
    }

    [Theory]
    [InlineData("--storage.remote.flush-deadline=1m30s", true, 90)]
    [InlineData("--storage.remote.flush-deadline=nonsense", true, 60)]
    [InlineData("", false, 60)]
    [InlineData("", true, 20)]
    public void The_flush_deadline_that_holds_is_known(string given, bool addDefaults, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Parse(given).FlushDeadline(addDefaults, TimeSpan.Zero));

    [Theory]
    [MemberData(nameof(RoutePrefixes))]
    public void The_route_prefix_is_the_external_urls_path_unless_given(string given, string expected)
    {
        // One of the paths holds a space, so that the words are parted at the dashes.
        var words = given.Split(" --").Select(static (word, index) => index == 0 ? word : "--" + word).SelectMany(static word =>
            word.StartsWith("--web.route-prefix ", StringComparison.Ordinal) ? word.Split(' ') : [word]);
        Assert.Equal(expected, ChildArguments.Parse([.. words]).RoutePrefix);
    }

    [Fact]
    public void An_agent_says_so_in_its_releases_way()
    {
        Assert.True(Parse("--agent").IsAgent(V3));
        Assert.False(Parse("--agent --no-agent").IsAgent(V3));
        Assert.True(Parse("--enable-feature=otlp,agent").IsAgent(V2));
        Assert.False(Parse("--enable-feature=agent").IsAgent(V3));
        Assert.False(Parse("--enable-feature=extra-scrape-metrics").IsAgent(V2));
        Assert.False(Parse("--web.page-title --agent-like").IsAgent(V2));
    }

    [Theory]
    [InlineData("", "data/")]
    [InlineData("--storage.tsdb.path=/prometheus --storage.agent.path=/other", "/prometheus")]
    [InlineData("--agent", "data-agent/")]
    [InlineData("--agent --storage.agent.path /agent --storage.tsdb.path=/other", "/agent")]
    public void The_storage_path_is_that_of_its_mode(string given, string expected) => Assert.Equal(expected, Parse(given).StoragePath(V3));

    [Fact]
    public void Other_values_are_read_in_both_forms()
    {
        var arguments = Parse("--log.format json --log.level=debug --web.config.file web.yml --web.listen-address=:9090 --web.listen-address 127.0.0.1:9091");
        Assert.Equal(("json", "debug", "web.yml"), (arguments.LogFormat, arguments.LogLevel, arguments.WebConfigFile));
        Assert.Equal([":9090", "127.0.0.1:9091"], arguments.ListenAddresses);
        Assert.Equal(["0.0.0.0:9090"], Parse("").ListenAddresses);
        Assert.Null(Parse("--web.config.file=").WebConfigFile);
    }

    [Fact]
    public void Behind_two_dashes_there_are_no_flags() => Assert.Null(Parse("-- --log.format=json").LogFormat);

    [Theory]
    [InlineData("0.0.0.0:9090", "127.0.0.1:9090")]
    [InlineData(":9091", "127.0.0.1:9091")]
    [InlineData("[::]:9090", "[::1]:9090")]
    [InlineData("[::1]:9090", "[::1]:9090")]
    [InlineData("localhost:9090", "localhost:9090")]
    [InlineData("10.1.2.3:9090", "10.1.2.3:9090")]
    [InlineData("[fd00::1]:80", "[fd00::1]:80")]
    [InlineData("10.1.2.3:9090 127.0.0.2:9092 0.0.0.0:9091", "127.0.0.2:9092")]
    [InlineData("10.1.2.3:9090 0.0.0.0:9091", "127.0.0.1:9091")]
    [InlineData("nonsense", "127.0.0.1:9090")]
    public void It_is_reached_by_loopback_where_it_listens_there(string addresses, string expected) =>
        Assert.Equal(expected, ChildAddress.Choose(addresses.Split(' ')));

    [Theory]
    [InlineData("30s", 30_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("1h1m1s1ms", 3_661_001)]
    [InlineData("1d", 86_400_000)]
    [InlineData("0", 0)]
    [InlineData("1.5s", -1)]
    [InlineData("1s1m", -1)]
    [InlineData("s", -1)]
    [InlineData("5", -1)]
    [InlineData("", -1)]
    [InlineData("99999999999999999999s", -1)]
    [InlineData("999999999999y", -1)]
    public void Durations_are_read_as_Prometheus_does(string text, long milliseconds) =>
        Assert.Equal(milliseconds < 0 ? null : TimeSpan.FromMilliseconds(milliseconds), PromDuration.TryParse(text));

    private static ChildArguments Parse(string words) => ChildArguments.Parse(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
