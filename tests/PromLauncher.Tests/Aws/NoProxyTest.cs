using PromLauncher.Aws;

namespace PromLauncher.Tests.Aws;

public sealed class NoProxyTest
{
    [Theory]
    [InlineData("amazonaws.com", "https://conf.s3.eu-west-1.amazonaws.com/")]
    [InlineData(".amazonaws.com", "https://conf.s3.eu-west-1.amazonaws.com/")]
    [InlineData("*.amazonaws.com", "https://s3.amazonaws.com/")]
    [InlineData("amazonaws.com", "https://amazonaws.com/")]
    [InlineData("AmazonAWS.com", "https://s3.amazonaws.com/")]
    [InlineData("amazonaws.com", "https://amazonaws.com./")]
    [InlineData("169.254.170.2, 10.0.0.0/8", "http://10.1.2.3/")]
    [InlineData("10.1.2.3/8", "http://10.9.9.9/")]
    [InlineData("10.0.0.7", "http://10.0.0.7:8080/")]
    [InlineData("10.0.0.7:8080", "http://10.0.0.7:8080/")]
    [InlineData("example.com:443", "https://a.example.com/")]
    [InlineData("fd00::/8", "http://[fd00::1]/")]
    [InlineData("[fd00::1]:9000", "http://[fd00::1]:9000/")]
    [InlineData("a b,*", "https://anything.example/")]
    public void It_is_asked_directly(string hosts, string address) => Assert.True(NoProxy.Parse(hosts).Covers(new Uri(address)));

    [Theory]
    [InlineData(null, "https://s3.amazonaws.com/")]
    [InlineData("", "https://s3.amazonaws.com/")]
    [InlineData("amazonaws.com", "https://notamazonaws.com/")]
    [InlineData(".amazonaws.com", "https://amazonaws.com/")]
    [InlineData("*.amazonaws.com", "https://amazonaws.com/")]
    [InlineData("amazonaws.com", "https://amazonaws.com.example/")]
    [InlineData("example.com:8443", "https://example.com/")]
    [InlineData("10.0.0.0/8", "http://11.0.0.1/")]
    [InlineData("10.0.0.0/8", "http://10.0.0.1.example/")]
    [InlineData("10.0.0.7:8080", "http://10.0.0.7/")]
    [InlineData("10.0.0.0/99", "http://10.0.0.1/")]
    [InlineData(".,:,/,*.", "https://example.com/")]
    public void It_is_asked_through_the_proxy(string? hosts, string address) => Assert.False(NoProxy.Parse(hosts).Covers(new Uri(address)));
}
