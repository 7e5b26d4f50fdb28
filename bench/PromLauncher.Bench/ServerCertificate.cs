using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PromLauncher.Bench;

/// <summary>A certificate for localhost, of an authority of its own.</summary>
internal static class ServerCertificate
{
    /// <summary>Makes both.</summary>
    /// <returns>The server's certificate with its key, and the authority's as PEM.</returns>
    public static (X509Certificate2 Server, string Authority) Create()
    {
        var (from, to) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var authorityKey = RSA.Create(2048);
        var request = new CertificateRequest("CN=promlauncher bench", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var authority = request.CreateSelfSigned(from, to);
        using var key = RSA.Create(2048);
        request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var server = request.Create(authority, from, to, RandomNumberGenerator.GetBytes(8));
        return (X509CertificateLoader.LoadPkcs12(server.CopyWithPrivateKey(key).Export(X509ContentType.Pkcs12), null), authority.ExportCertificatePem() + "\n");
    }
}
