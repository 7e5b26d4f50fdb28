using PromLauncher.Config;
using PromLauncher.Config.Placeholders;
using PromLauncher.Config.SigV4;
using PromLauncher.Tests.Config.Placeholders;

namespace PromLauncher.Tests.Config.SigV4;

/// <summary>A region is filled in where a sigv4 block has none, and nothing else is changed.</summary>
public sealed class SigV4RegionsTest
{
    private const string Url = "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write";

    [Theory]
    [InlineData("sigv4: {}", "sigv4: {region: eu-west-1}")]
    [InlineData("sigv4: {} # sign", "sigv4: {region: eu-west-1} # sign")]
    [InlineData("sigv4: {role_arn: r}", "sigv4: {region: eu-west-1, role_arn: r}")]
    [InlineData("sigv4: {region: , role_arn: r}", "sigv4: {region: eu-west-1 , role_arn: r}")]
    [InlineData("sigv4: {region, role_arn: r}", "sigv4: {region: eu-west-1, role_arn: r}")]
    [InlineData("sigv4: {region: ''}", "sigv4: {region: eu-west-1}")]
    [InlineData("sigv4:\n    # which role\n    role_arn: r # this", "sigv4:\n    # which role\n    region: eu-west-1\n    role_arn: r # this")]
    [InlineData("sigv4:\n    role_arn: r\n    region: \"\"", "sigv4:\n    role_arn: r\n    region: eu-west-1")]
    [InlineData("sigv4:\n    region: # none\n    role_arn: r", "sigv4:\n    region: eu-west-1 # none\n    role_arn: r")]
    [InlineData("sigv4:\n    region: ~", "sigv4:\n    region: eu-west-1")]
    [InlineData("sigv4:\n    region: ${EMPTY}", "sigv4:\n    region: eu-west-1")]
    [InlineData("sigv4:\n    region: '${EMPTY}'\n    role_arn: ${ROLE}", "sigv4:\n    region: eu-west-1\n    role_arn: arn:aws:iam::1:role/r")]
    [InlineData("sigv4: &s\n    role_arn: r", "sigv4: &s\n    region: eu-west-1\n    role_arn: r")]
    public void The_region_of_the_URL_is_filled_in(string block, string expected)
    {
        var regions = Find($"remote_write:\n- url: {Url}\n  {block}\n");
        Assert.False(regions.NeedsFallback);
        var filled = regions.Fill(null);
        Assert.Equal($"remote_write:\n- url: {Url}\n  {expected}\n", Expanding.Text(filled));
        var note = Assert.Single(filled.Diagnostics);
        Assert.Equal((Severity.Note, "sigv4-region-filled"), (note.Severity, note.Id));
        Assert.Contains("eu-west-1", note.Message);
    }

    [Theory]
    [InlineData("sigv4: {region: us-east-1}")]
    [InlineData("sigv4:\n    region: us-east-1")]
    [InlineData("sigv4:\n    <<: {region: us-east-1}")]
    [InlineData("basic_auth: {username: a}")]
    public void What_has_a_region_stays_byte_for_byte(string block)
    {
        var regions = Find($"remote_write:\n- url: {Url}\n  {block}\n");
        Assert.False(regions.NeedsFallback);
        var filled = regions.Fill("never");
        Assert.Equal($"remote_write:\n- url: {Url}\n  {block}\n", Expanding.Text(filled));
        Assert.Empty(filled.Diagnostics);
    }

    /// <summary>go-yaml v2 sets what a merge brings in where the merge stands: the last one counts.</summary>
    [Theory]
    [InlineData("url: {0}\n  <<: {{url: 'https://aps-workspaces.us-east-1.amazonaws.com/w'}}", "us-east-1")]
    [InlineData("<<: {{url: 'https://aps-workspaces.us-east-1.amazonaws.com/w'}}\n  url: {0}", "eu-west-1")]
    [InlineData("url: http://h\n  <<: [{{url: '{0}'}}, {{url: 'https://aps-workspaces.us-east-1.amazonaws.com/w'}}]", "eu-west-1")]
    [InlineData("url: http://h\n  <<: {{<<: {{url: '{0}'}}}}", "eu-west-1")]
    public void The_URL_is_the_one_that_Prometheus_ends_up_with(string fields, string region)
    {
        var filled = Find($"remote_write:\n- {string.Format(System.Globalization.CultureInfo.InvariantCulture, fields, Url)}\n  sigv4: {{}}\n").Fill(null);
        Assert.Equal(region, Assert.Single(filled.FilledRegions).Region);
    }

    [Theory]
    [InlineData("sigv4:", "sigv4-null", Severity.Warning)]
    [InlineData("sigv4: {<<: {region: ''}}", "sigv4-region", Severity.Warning)]
    [InlineData("sigv4: {region: us-east-1, <<: {region: ''}}", "sigv4-region", Severity.Warning)]
    [InlineData("sigv4: ~", "sigv4-null", Severity.Warning)]
    [InlineData("sigv4: !!null ~", "sigv4-null", Severity.Warning)]
    [InlineData("sigv4: {region: !!null ~}", "sigv4-region", Severity.Warning)]
    [InlineData("sigv4: {profile: p}", "sigv4-region", Severity.Warning)]
    public void What_is_left_alone_is_reported(string block, string id, Severity severity)
    {
        var filled = Find($"remote_write:\n- url: {Url}\n  {block}\n").Fill("eu-west-1");
        var found = Assert.Single(filled.Diagnostics);
        Assert.Equal((id, severity, 3), (found.Id, found.Severity, found.Span.Line));
        Assert.Equal($"remote_write:\n- url: {Url}\n  {block}\n", Expanding.Text(filled));
    }

    [Fact]
    public void Another_URL_takes_the_region_where_we_run()
    {
        var regions = Find("remote_write:\n- url: http://127.0.0.1/write\n  sigv4: {}\n");
        Assert.True(regions.NeedsFallback);
        Assert.Contains("sigv4: {region: ap-south-1}", Expanding.Text(regions.Fill("ap-south-1")));
        var without = Find("remote_write:\n- url: http://127.0.0.1/write\n  sigv4: {}\n").Fill(null);
        Assert.Equal(Severity.Warning, Assert.Single(without.Diagnostics).Severity);
    }

    [Fact]
    public void A_block_that_stands_for_two_regions_is_an_error_with_both_places()
    {
        var filled = Find("remote_write:\n- url: https://aps-workspaces.a.amazonaws.com/w\n  sigv4: &s {}\n- url: https://aps-workspaces.b.amazonaws.com/w\n  sigv4: *s\n").Fill(null);
        var found = Assert.Single(filled.Diagnostics);
        Assert.Equal((Severity.Error, 3), (found.Severity, found.Span.Line));
        Assert.Contains("line 5", found.Message);
    }

    [Fact]
    public void A_block_used_twice_for_one_region_is_filled_once()
    {
        var filled = Find($"remote_write:\n- url: {Url}\n  sigv4: &s {{}}\n- url: {Url}\n  sigv4: *s\n").Fill(null);
        Assert.Equal($"remote_write:\n- url: {Url}\n  sigv4: &s {{region: eu-west-1}}\n- url: {Url}\n  sigv4: *s\n", Expanding.Text(filled));
    }

    [Fact]
    public void Alertmanagers_are_the_same()
    {
        var filled = Find("alerting:\n  alertmanagers:\n  - sigv4: {}\n    static_configs:\n    - targets: [aps-workspaces.eu-west-1.amazonaws.com:443]\n").Fill(null);
        Assert.Contains("sigv4: {region: eu-west-1}", Expanding.Text(filled));
    }

    [Theory]
    [InlineData("https://aps-workspaces.us-east-1.amazonaws.com/workspaces/ws-1", "us-east-1")]
    [InlineData("https://aps-workspaces-fips.us-gov-west-1.amazonaws.com", "us-gov-west-1")]
    [InlineData("https://aps-workspaces.cn-north-1.amazonaws.com.cn/x", "cn-north-1")]
    [InlineData("https://aps-workspaces.us-east-1.api.aws/x", "us-east-1")]
    [InlineData("https://vpce-0a-b.aps-workspaces.us-east-1.vpce.amazonaws.com:443/x", "us-east-1")]
    [InlineData("https://user:p@APS-workspaces.us-east-1.amazonaws.com./x", "us-east-1")]
    [InlineData("https://aps-workspaces.us-east-1.amazonaws.com.evil.org/x", null)]
    [InlineData("https://evil.org/aps-workspaces.us-east-1.amazonaws.com", null)]
    [InlineData("https://monitoring.us-east-1.amazonaws.com", null)]
    [InlineData("", null)]
    public void The_region_of_a_host_is_in_its_name(string url, string? region) => Assert.Equal(region, AmpHost.Region(url));

    private static SigV4Regions Find(string text) =>
        SigV4Regions.Find(Expanding.Expand(text, new() { ["EMPTY"] = "", ["ROLE"] = "arn:aws:iam::1:role/r" }));
}
