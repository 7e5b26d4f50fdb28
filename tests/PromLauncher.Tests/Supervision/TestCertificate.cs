using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PromLauncher.Tests.Supervision;

/// <summary>Certificates made for one test.</summary>
internal static class TestCertificate
{
    /// <summary>Writes a self-signed one and its key as PEM.</summary>
    public static (string Certificate, string Key) Write(TestFolder folder, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = DateTimeOffset.UtcNow;
        using var certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return (folder.File($"{name}.pem", certificate.ExportCertificatePem()), folder.File($"{name}.key", key.ExportPkcs8PrivateKeyPem()));
    }
}
