using PromLauncher.Cli;
using PromLauncher.Telemetry;

namespace PromLauncher.Tests.Cli;

/// <summary>The flags of teralytics/prometheus-ecs-discovery, as Go reads them.</summary>
public sealed class ScannerFlagsTest
{
    [Theory]
    [InlineData("-config.cluster=prod", "--cluster=prod")]
    [InlineData("--config.cluster=prod", "--cluster=prod")]
    [InlineData("-config.cluster prod", "--cluster=prod")]
    [InlineData("--config.cluster prod", "--cluster=prod")]
    [InlineData("-config.cluster=", "")]
    [InlineData("-config.cluster=a -config.cluster=b", "--cluster=b")]
    [InlineData("-config.write-to=/output/ecs_file_sd.yml", "--write-to=/output/ecs_file_sd.yml")]
    [InlineData("-config.scrape-interval=15s", "--interval=15s")]
    [InlineData("-config.scrape-times 3", "--times=3")]
    [InlineData("-config.scrape-times -1", "--times=0")]
    [InlineData("-config.role-arn=arn:aws:iam::1:role/x", "--role-arn=arn:aws:iam::1:role/x")]
    [InlineData("-config.port-label=P", "--port-label=P")]
    [InlineData("-config.path-label=P", "--path-label=P")]
    [InlineData("-config.scheme-label=P", "--scheme-label=P")]
    [InlineData("-config.server-name-label=P", "--server-name-label=P")]
    [InlineData("-config.job-name-label=P", "--job-name-label=P")]
    [InlineData("-config.filter-label=NAME=a=b", "--filter-label=NAME=a=b")]
    [InlineData("-config.filter-label NAME=a", "--filter-label=NAME=a")]
    [InlineData("-config.dynamic-port-detection", "--dynamic-port-detection=true")]
    [InlineData("-config.dynamic-port-detection=T", "--dynamic-port-detection=true")]
    [InlineData("--config.dynamic-port-detection=0", "--dynamic-port-detection=false")]
    [InlineData("-config.dynamic-port-detection -config.cluster x", "--dynamic-port-detection=true --cluster=x")]
    [InlineData("--cluster prod --once", "--cluster prod --once")]
    [InlineData("-help", "--help")]
    public void A_flag_becomes_ours(string words, string expected) => Assert.Equal(expected, string.Join(' ', ScannerFlags.Rewrite(words.Split(' '))));

    [Theory]
    [InlineData("-config.clusters=prod", "-config.clusters is unknown")]
    [InlineData("-config.cluster", "-config.cluster has no value")]
    [InlineData("-config.dynamic-port-detection=yes", "must be true or false")]
    public void A_mistake_is_a_usage_error(string words, string expected)
    {
        var failure = Assert.Throws<FailureException>(() => ScannerFlags.Rewrite(words.Split(' ')));
        Assert.Equal(FailureKind.Usage, failure.Kind);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }
}
