using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PromLauncher.Native.Trust;

/// <summary>
/// The certificates that this system trusts, found where Prometheus looks for them: a bundle and folders, or what SSL_CERT_FILE and SSL_CERT_DIR name
/// (https://pkg.go.dev/crypto/x509#SystemCertPool).
/// </summary>
/// <param name="environment">Gives an environment variable's value, or null.</param>
internal sealed class TrustedRoots(Func<string, string?> environment)
{
    /// <summary>The variable that names the bundle.</summary>
    public const string FileVariable = "SSL_CERT_FILE";

    /// <summary>The variable that names the folders, separated by colons.</summary>
    public const string FolderVariable = "SSL_CERT_DIR";

    /// <summary>The bundles of Debian and Ubuntu, Fedora, SUSE, OpenELEC, Red Hat, Alpine; the first that exists is used.</summary>
    private static readonly string[] Bundles =
    [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem", "/etc/pki/tls/cacert.pem",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/cert.pem",
    ];

    private static readonly string[] Folders = ["/etc/ssl/certs", "/etc/pki/tls/certs"];

    /// <summary>
    /// The certificates of the bundle that a chain can lead to: its issuers, and theirs in turn. Of all others only the name is read.
    /// </summary>
    /// <param name="chain">The certificates that a server has sent.</param>
    public X509Certificate2Collection Above(IEnumerable<X509Certificate2> chain)
    {
        var found = new X509Certificate2Collection();
        var names = chain.Select(static one => one.IssuerName.RawData).ToList();
        for (var (looked, bundle) = (0, Bundle()); looked < names.Count && bundle is not null;)
        {
            var wanted = names[looked..];
            looked = names.Count;
            PemCertificates.Visit(bundle, certificate =>
            {
                if (!Contains(wanted, PemCertificates.Subject(certificate)) || Load(certificate) is not { } one) return;
                found.Add(one);
                if (!Contains(names, one.IssuerName.RawData)) names.Add(one.IssuerName.RawData);
            });
        }

        return found;
    }

    /// <summary>All of them.</summary>
    public X509Certificate2Collection All()
    {
        var all = new X509Certificate2Collection();
        var known = new HashSet<string>();
        foreach (var file in (IEnumerable<string>)[.. Bundle() is { } bundle ? [bundle] : Array.Empty<string>(), .. InFolders()])
        {
            PemCertificates.Visit(file, certificate =>
            {
                if (known.Add(Convert.ToHexString(SHA256.HashData(certificate))) && Load(certificate) is { } one) all.Add(one);
            });
        }

        return all;
    }

    private string? Bundle() => environment(FileVariable) is { Length: > 0 } given ? given : Bundles.FirstOrDefault(File.Exists);

    private IEnumerable<string> InFolders() =>
        (environment(FolderVariable) is { Length: > 0 } given ? given.Split(':', StringSplitOptions.RemoveEmptyEntries) : Folders)
        .Where(Directory.Exists).SelectMany(static folder => Directory.EnumerateFiles(folder));

    private static bool Contains(List<byte[]> names, ReadOnlySpan<byte> name)
    {
        foreach (var one in names)
        {
            if (name.SequenceEqual(one)) return true;
        }

        return false;
    }

    private static X509Certificate2? Load(ReadOnlySpan<byte> certificate)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(certificate);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
