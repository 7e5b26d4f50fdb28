using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PromLauncher.Native.Trust;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.Trust;

/// <summary>Whom the launcher believes: real handshakes with servers of our own, against bundles and folders of our own.</summary>
public sealed class ServerTrustTest : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Authority _root = Authority.Root("CN=Root, O=Test");
    private readonly Authority _other = Authority.Root("CN=Other");

    [Fact]
    public async Task A_root_of_the_bundle_is_trusted()
    {
        Bundle(_other.Pem, _root.Pem);
        await ConnectAsync(_root.Server());
    }

    [Fact]
    public async Task A_root_of_a_folder_is_trusted()
    {
        Bundle(_other.Pem);
        File.WriteAllText(Path.Combine(_folder.Path, "certs", "root.pem"), _root.Pem);
        await ConnectAsync(_root.Server());
    }

    [Fact]
    public async Task An_intermediate_may_come_from_the_server_or_stand_in_the_bundle()
    {
        var intermediate = _root.Intermediate("CN=Intermediate");
        Bundle(_other.Pem, _root.Pem);
        await ConnectAsync(intermediate.Server(), intermediate.Certificate);
        Bundle(_root.Pem, _other.Pem, intermediate.Pem);
        await ConnectAsync(intermediate.Server());
    }

    [Fact]
    public async Task A_name_that_is_written_otherwise_is_the_same_name()
    {
        // Names are compared without regard to case and blanks (RFC 5280, 7.1); the quick look compares bytes.
        Bundle(_root.Pem);
        await ConnectAsync(_root.Named("CN=ROOT, O=test").Server());
    }

    [Fact]
    public async Task A_bundle_with_junk_in_it_is_read_all_the_same()
    {
        Bundle("# no certificate\n", "-----BEGIN CERTIFICATE-----\nMIIB!!\n-----END CERTIFICATE-----\n", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            _root.Pem.ReplaceLineEndings("\r\n"), "-----BEGIN CERTIFICATE-----\nMIIB");
        await ConnectAsync(_root.Server());
    }

    [Fact]
    public async Task Nobody_is_trusted_who_should_not_be()
    {
        Bundle(_other.Pem, _root.Pem);
        await RefusedAsync(Authority.Root("CN=Stranger").Server(), "PartialChain");
        await RefusedAsync(Authority.Root("CN=Root, O=Test").Server(), "");
        await RefusedAsync(Authority.Root("CN=localhost").Certificate, "UntrustedRoot");
        await RefusedAsync(_root.Server(name: "elsewhere"), "another name");
        await RefusedAsync(_root.Server(ends: DateTimeOffset.UtcNow.AddHours(-1)), "NotTimeValid");
        await RefusedAsync(_root.Server(usage: "1.3.6.1.5.5.7.3.2"), "NotValidForUsage");
        await RefusedAsync(_root.Intermediate("CN=Intermediate").Server(), "PartialChain");

        // Its certificate is trusted, but as a server's, not as an authority's.
        var server = _root.Intermediate("CN=localhost", isAuthority: false);
        await RefusedAsync(server.Server(), "", server.Certificate);
    }

    [Fact]
    public async Task Without_a_bundle_nobody_is_trusted()
    {
        await RefusedAsync(_root.Server(), "PartialChain");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "bundle.pem"));
        await RefusedAsync(_root.Server(), "PartialChain");
    }

    [Fact]
    public void Of_a_bundle_only_those_above_a_chain_are_read()
    {
        var intermediate = _root.Intermediate("CN=Intermediate");
        Bundle(_other.Pem, _root.Pem, intermediate.Pem, Authority.Root("CN=Third").Pem);
        var above = new TrustedRoots(Variable).Above([intermediate.Server()]);
        Assert.Equal(["CN=Intermediate", "CN=Root, O=Test"], above.Select(static one => one.Subject).Order());
        Assert.Equal(4, new TrustedRoots(Variable).All().Count);
    }

    [Fact]
    public void This_system_has_trusted_certificates()
    {
        Assert.SkipUnless(File.Exists("/etc/ssl/certs/ca-certificates.crt"), "needs Debian's certificates");
        Assert.True(new TrustedRoots(static _ => null).All().Count > 50);
    }

    public void Dispose() => _folder.Dispose();

    private string? Variable(string name) => Path.Combine(_folder.Path, name == TrustedRoots.FileVariable ? "bundle.pem" : "certs");

    private void Bundle(params string[] texts)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "certs"));
        File.WriteAllText(Path.Combine(_folder.Path, "bundle.pem"), string.Concat(texts));
    }

    private async Task RefusedAsync(X509Certificate2 server, string reason, params X509Certificate2[] sent)
    {
        var refusal = await Assert.ThrowsAsync<AuthenticationException>(() => ConnectAsync(server, sent));
        Assert.StartsWith("The server's certificate is not trusted: ", refusal.Message);
        Assert.Contains(reason, refusal.Message);
    }

    private async Task ConnectAsync(X509Certificate2 server, params X509Certificate2[] sent)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, TestContext.Current.CancellationToken);
        using var accepted = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using var there = new SslStream(accepted.GetStream());
        await using var here = new SslStream(client.GetStream());
        var serving = there.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificateContext = SslStreamCertificateContext.Create(server, [.. sent], offline: true) }, TestContext.Current.CancellationToken);
        var options = ServerTrust.Options(Variable);
        options.TargetHost = "localhost";
        try
        {
            await here.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken);
            await serving;
        }
        finally
        {
            accepted.Close();
            await Task.WhenAny(serving);
        }
    }

    /// <summary>One who signs certificates.</summary>
    private sealed record Authority(X509Certificate2 Certificate, RSA Key)
    {
        public string Pem => Certificate.ExportCertificatePem() + "\n";

        public static Authority Root(string name)
        {
            var key = RSA.Create(2048);
            return new Authority(Request(name, key, isAuthority: true).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(2)), key);
        }

        /// <summary>The same key under another name.</summary>
        public Authority Named(string name) =>
            this with { Certificate = Request(name, Key, isAuthority: true).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(2)) };

        public Authority Intermediate(string name, bool isAuthority = true)
        {
            var key = RSA.Create(2048);
            return new Authority(Sign(Request(name, key, isAuthority), DateTimeOffset.UtcNow.AddDays(1)).CopyWithPrivateKey(key), key);
        }

        public X509Certificate2 Server(string name = "localhost", DateTimeOffset? ends = null, string usage = "1.3.6.1.5.5.7.3.1")
        {
            using var key = RSA.Create(2048);
            var request = Request("CN=server", key, isAuthority: false);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(name);
            request.CertificateExtensions.Add(names.Build());
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
            using var signed = Sign(request, ends ?? DateTimeOffset.UtcNow.AddDays(1));
            return X509CertificateLoader.LoadPkcs12(signed.CopyWithPrivateKey(key).Export(X509ContentType.Pkcs12), null);
        }

        private static CertificateRequest Request(string name, RSA key, bool isAuthority)
        {
            var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, critical: true));
            return request;
        }

        private X509Certificate2 Sign(CertificateRequest request, DateTimeOffset ends) =>
            request.Create(Certificate.SubjectName, X509SignatureGenerator.CreateForRSA(Key, RSASignaturePadding.Pkcs1), DateTimeOffset.UtcNow.AddDays(-1), ends, RandomNumberGenerator.GetBytes(8));
    }
}
