using System.Text;
using PromLauncher.Config;
using PromLauncher.Config.Document;

namespace PromLauncher.Tests.Config;

/// <summary>Which remote_write queues Prometheus keeps over a reload: it compares the sections as it would print them, and the external labels.</summary>
public sealed class RemoteWriteQueuesTest
{
    private const string Url = "{url: http://a}";

    [Theory]
    [InlineData("{url: http://a, name: x}", "{name: x, url: http://a}", 0)]
    [InlineData("{url: http://a, basic_auth: {username: u, password: old}}", "{url: http://a, basic_auth: {username: u, password: new}}", 0)]
    [InlineData("{url: http://a, basic_auth: {username: u, password: p}}", "{url: http://a, basic_auth: {username: v, password: p}}", 1)]
    [InlineData("{url: http://a}", "{url: http://b}", 1)]
    [InlineData("{url: http://a}", "{url: http://a}, {url: http://b}", 0)]
    [InlineData("{url: http://a}, {url: http://b}", "{url: http://b}", 1)]
    [InlineData("{url: http://a, headers: {token: old}}", "{url: http://a, headers: {token: new}}", 1)]
    [InlineData("{url: http://a, headers: {x-api-key: old}}", "{url: http://a, headers: {x-api-key: new}}", 1)]
    [InlineData("{url: http://a, http_headers: {token: {values: [old]}}}", "{url: http://a, http_headers: {token: {values: [new]}}}", 1)]
    [InlineData("{url: http://a, http_headers: {x: {secrets: [old]}}}", "{url: http://a, http_headers: {x: {secrets: [new]}}}", 0)]
    [InlineData("{url: http://a, http_headers: {x: {secrets: [a]}}}", "{url: http://a, http_headers: {x: {secrets: [a, b]}}}", 1)]
    [InlineData("{url: http://a, proxy_url: http://p, proxy_connect_header: {x: [old]}}", "{url: http://a, proxy_url: http://p, proxy_connect_header: {x: [new]}}", 0)]
    [InlineData("{url: http://a, oauth2: {client_secret: old, endpoint_params: {a: b}}}", "{url: http://a, oauth2: {client_secret: new, endpoint_params: {a: b}}}", 0)]
    [InlineData("{url: http://a, oauth2: {endpoint_params: {token: old}}}", "{url: http://a, oauth2: {endpoint_params: {token: new}}}", 1)]
    [InlineData("{url: http://a, tls_config: {key: ''}}", "{url: http://a, tls_config: {key: new}}", 1)]
    [InlineData("{url: 'http://u:old@a/b'}", "{url: 'http://u:new@a/b'}", 0)]
    [InlineData("{url: 'http://u:p@a/b'}", "{url: 'http://v:p@a/b'}", 1)]
    [InlineData("{url: 'http://u@a/b'}", "{url: 'http://u:p@a/b'}", 1)]
    [InlineData("{url: 'http://a/b:c@d'}", "{url: 'http://a/b:e@d'}", 1)]
    [InlineData("{<<: {url: http://a, name: x}}", "{url: http://a, name: x}", 0)]
    [InlineData("{url: http://a, <<: {url: http://b}}", "{url: http://b}", 0)]
    public void A_queue_stops_when_its_section_changes_and_not_for_a_secret(string before, string after, int stopped) =>
        Assert.Equal(stopped, RemoteWriteQueues.Stopped(Read(before), Read(after)));

    [Fact]
    public void Every_queue_stops_when_an_external_label_changes()
    {
        Assert.Equal(1, RemoteWriteQueues.Stopped(Read(Url, "{cluster: a}"), Read(Url, "{cluster: b}")));
        Assert.Equal(1, RemoteWriteQueues.Stopped(Read(Url, "{token: a}"), Read(Url, "{token: b}")));
        Assert.Equal(0, RemoteWriteQueues.Stopped(Read(Url, "{cluster: a, zone: b}"), Read(Url, "{zone: b, cluster: a}")));
        Assert.False(RemoteWriteQueues.MayBeLost(Read(Url, "{cluster: a}"), Read(Url + ", {url: http://b}", "{cluster: b}")));
        Assert.True(RemoteWriteQueues.MayBeLost(Read(Url, "{cluster: a}"), Read(Url + ", {url: http://b}", "{cluster: a}")));
    }

    [Theory]
    [InlineData("{url: http://a}", false)]
    [InlineData("{url: http://a}, {url: http://b}", true)]
    public void Where_it_is_not_known_what_ran_any_but_the_last_may_be_lost(string refused, bool mayBeLost) =>
        Assert.Equal(mayBeLost, RemoteWriteQueues.MayBeLost(null, Read(refused)));

    private static IReadOnlyList<string> Read(string sections, string labels = "{}") =>
        RemoteWriteQueues.Fingerprints(YamlDocument.Parse("prometheus.yml", Encoding.UTF8.GetBytes($"global: {{external_labels: {labels}}}\nremote_write: [{sections}]\n")));
}
