using PromLauncher.Config;
using PromLauncher.Config.Values;

namespace PromLauncher.Tests.Config.Values;

/// <summary>
/// URLs as Go's <c>net/url.Parse</c> reads them. The rows for Go 1.19 were seen with it; later rules are those of golang.org/issue/75678 and
/// golang.org/issue/77578.
/// </summary>
public sealed class GoUrlTest
{
    private static readonly GoRelease Go119 = new(19);

    [Theory]
    [InlineData("", "", false, "", "", "")]
    [InlineData("*", "", false, "", "*", "")]
    [InlineData("/a?b#c", "", false, "", "/a", "b")]
    [InlineData("a/b:c", "", false, "", "a/b:c", "")]
    [InlineData("HTTP://A.b:80/c/d?e=f?g#h", "http", false, "A.b:80", "/c/d", "e=f?g")]
    [InlineData("http://a:", "http", false, "a:", "", "")]
    [InlineData("http:///a", "http", false, "", "/a", "")]
    [InlineData("http:/a", "http", false, "", "/a", "")]
    [InlineData("mailto:a@b", "mailto", false, "", "", "")]
    [InlineData("a:9090", "a", false, "", "", "")]
    [InlineData("//a/b", "", false, "a", "/b", "")]
    [InlineData("///a", "", false, "", "///a", "")]
    [InlineData("http://u:p@a", "http", true, "a", "", "")]
    [InlineData("http://u@v:p@a", "http", true, "a", "", "")]
    [InlineData("http://@a", "http", true, "a", "", "")]
    [InlineData("http://[::1]:9090/", "http", false, "[::1]:9090", "/", "")]
    [InlineData("http://[fe80::1%25en%20]", "http", false, "[fe80::1%25en%20]", "", "")]
    [InlineData("http://a<b>\"!$&'()*+,;=~_-", "http", false, "a<b>\"!$&'()*+,;=~_-", "", "")]
    [InlineData("http://é%C3%A9", "http", false, "é%C3%A9", "", "")]
    [InlineData("http://a:b:80", "http", false, "a:b:80", "", "")]
    [InlineData("http://::1", "http", false, "::1", "", "")]
    [InlineData("http://a/ b|{}^`", "http", false, "a", "/ b|{}^`", "")]
    [InlineData("http://a?%zz", "http", false, "a", "", "%zz")]
    [InlineData("mailto:%zz", "mailto", false, "", "", "")]
    public void A_url_is_taken_apart(string text, string scheme, bool hasUser, string host, string path, string query)
    {
        Assert.Null(GoUrl.Parse(text, Go119, out var url));
        Assert.Equal(new(scheme, hasUser, host, path, query), url);
        Assert.Null(GoUrl.Parse(text, GoRelease.Of(PrometheusVersion.NewestKnown), out _));
    }

    [Theory]
    [InlineData(":a", "scheme before")]
    [InlineData("://a", "scheme before")]
    [InlineData("1http://a", "a scheme such as https://")]
    [InlineData("a_b:80/c", "a scheme such as https://")]
    [InlineData("127.0.0.1:9090", "a scheme such as https://")]
    [InlineData("http://a\n", "control character")]
    [InlineData("http://a\u007f", "control character")]
    [InlineData("http://a:b", "port")]
    [InlineData("http://a:-1", "port")]
    [InlineData("http://a:80:", null)]
    [InlineData("http://[::1]a", "port")]
    [InlineData("http://[::1", "']'")]
    [InlineData("http://a b", "' '")]
    [InlineData("http://a|b", "'|'")]
    [InlineData("http://a\\b", "'\\'")]
    [InlineData("http://a{b}", "'{'")]
    [InlineData("http://%41", "escape that is not allowed")]
    [InlineData("http://a%", "two hexadecimal digits")]
    [InlineData("http://a/%zz", "two hexadecimal digits")]
    [InlineData("http://a/%4", "two hexadecimal digits")]
    [InlineData("http://a#%zz", "two hexadecimal digits")]
    [InlineData("http://u%zz@a", "two hexadecimal digits")]
    [InlineData("http://u p@a", "user or password")]
    [InlineData("http://u\"p@a", "user or password")]
    [InlineData("http://é@a", "user or password")]
    [InlineData("http://[fe80::1%25%41%7c]", "zone")]
    public void What_is_refused_is_explained(string text, string? part)
    {
        foreach (var go in (GoRelease[])[Go119, GoRelease.Of(PrometheusVersion.NewestKnown)])
        {
            var fault = GoUrl.Parse(text, go, out _);
            if (part is null) Assert.Null(fault);
            else Assert.Contains(part, fault, StringComparison.Ordinal);
        }
    }

    /// <summary>Accepted by Go before 1.25.2, before 1.26.1, and by 1.26.1 as Prometheus is built with it.</summary>
    [Theory]
    [InlineData("http://[::1]", true, true, true)]
    [InlineData("http://[::ffff:1.2.3.4]:80", true, true, true)]
    [InlineData("http://[fe80::1%25eth0]", true, true, true)]
    [InlineData("http://[fe80::1%25]", true, false, false)]
    [InlineData("http://[a]", true, false, false)]
    [InlineData("http://[]", true, false, false)]
    [InlineData("http://[1.2.3.4]", true, false, false)]
    [InlineData("http://[[::1]]", true, false, false)]
    [InlineData("http://[::1]:80]", true, false, false)]
    [InlineData("http://a[::1]", false, true, false)]
    [InlineData("http://a[b]:80", true, false, false)]
    [InlineData("http://]a[", true, false, false)]
    [InlineData("http://a]b", true, true, true)]
    [InlineData("http://a:1:2", true, true, true)]
    public void What_may_stand_in_brackets_depends_on_the_release(string text, bool before, bool since125, bool since126)
    {
        foreach (var (go, accepted) in ((GoRelease, bool)[])[(new(25, 1), before), (new(25, 2), since125), (new(26), since125), (new(26, 1), since126)])
        {
            Assert.Equal((go, accepted), (go, GoUrl.Parse(text, go, out _) is null));
        }
    }

    [Theory]
    [InlineData("http://a.b:80", "a.b")]
    [InlineData("http://a.b", "a.b")]
    [InlineData("http://[::1]:80", "::1")]
    [InlineData("/a", "")]
    public void The_name_of_a_host_has_no_port(string text, string name)
    {
        Assert.Null(GoUrl.Parse(text, Go119, out var url));
        Assert.Equal(name, url.HostName);
    }

    [Theory]
    [InlineData("::", true)]
    [InlineData("::1", true)]
    [InlineData("1::", true)]
    [InlineData("1:2:3:4:5:6:7:8", true)]
    [InlineData("1:2:3:4:5:6:7::", true)]
    [InlineData("1:2:3:4:5:6:1.2.3.4", true)]
    [InlineData("::FFFF:1.2.3.4", true)]
    [InlineData("", false)]
    [InlineData(":", false)]
    [InlineData(":::", false)]
    [InlineData("1", false)]
    [InlineData("1:", false)]
    [InlineData(":1", false)]
    [InlineData("1::2::3", false)]
    [InlineData("1:2:3:4:5:6:7", false)]
    [InlineData("1:2:3:4:5:6:7:8:9", false)]
    [InlineData("1:2:3:4:5:6:7:8::", false)]
    [InlineData("::1:2:3:4:5:6:7:8", false)]
    [InlineData("::12345", false)]
    [InlineData("::g", false)]
    [InlineData("::1/64", false)]
    [InlineData("[::1]", false)]
    [InlineData("::1.2.3", false)]
    [InlineData("::1.2.3.256", false)]
    [InlineData("::1.2.3.04", false)]
    [InlineData("::1.2.3.4:5", false)]
    [InlineData("::1.2.3.4.5", false)]
    [InlineData("1.2.3.4", false)]
    public void An_IPv6_address_is_known(string text, bool isAddress) => Assert.Equal(isAddress, IPv6Text.IsAddress(text));
}
