using PromLauncher.Aws;

namespace PromLauncher.Tests.Aws;

public sealed class LocalAddressTest
{
    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST.", true)]
    [InlineData("x.localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.9.9.9", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("169.254.170.2", true)]
    [InlineData("[::1]", true)]
    [InlineData("::1", true)]
    [InlineData("[::]", true)]
    [InlineData("[fe80::1]", true)]
    [InlineData("[fd00:ec2::254]", true)]
    [InlineData("[fd00:ec2::23]", true)]
    [InlineData("[::ffff:169.254.169.254]", true)]
    [InlineData("[::ffff:127.0.0.1]", true)]
    [InlineData("10.0.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.253.0.1", false)]
    [InlineData("[fd00::1]", false)]
    [InlineData("[2001:db8::1]", false)]
    [InlineData("example.com", false)]
    [InlineData("localhost.example.com", false)]
    public void Loopback_and_link_local_are_this_host_s(string host, bool local) => Assert.Equal(local, LocalAddress.Is(host));
}
