using System.Net.Security;
using System.Runtime.InteropServices;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace PromLauncher.Native.Trust;

/// <summary>
/// Decides which servers are trusted: those with a certificate for their name that chains to one of <see cref="TrustedRoots"/>. .NET would make
/// OpenSSL read every trusted certificate, in Debian's folders three times each, during the first handshake and again every five minutes: 75 ms and 2 MB.
/// Here only those relevant to the chain at hand are read; .NET still verifies the chain itself.
/// </summary>
internal static partial class ServerTrust
{
    /// <summary>
    /// Hides the trusted certificates from OpenSSL in this process only. Call it first thing in Main, before a thread reads C's environment (setenv(3)). The environment that this
    /// program reads and passes on is unchanged: .NET has its own copy, separate from what C code sees.
    /// </summary>
    public static void KeepOpenSslFromReadingAll()
    {
        foreach (var name in (ReadOnlySpan<string>)[TrustedRoots.FileVariable, TrustedRoots.FolderVariable])
        {
            Environment.SetEnvironmentVariable(name, Environment.GetEnvironmentVariable(name));
            _ = SetVariable(name, "", overwrite: 1);
        }
    }

    /// <summary>The TLS options of a client that trusts what this system trusts.</summary>
    /// <param name="environment">Gives an environment variable's value, or null.</param>
    public static SslClientAuthenticationOptions Options(Func<string, string?> environment)
    {
        var roots = new TrustedRoots(environment);
        return new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,

                // No download of missing intermediate certificates; Prometheus makes none either.
                DisableCertificateDownloads = true,
            },
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) => IsTrusted(roots, certificate as X509Certificate2, chain, errors),
        };
    }

    /// <summary>Verifies a chain for which .NET had no root.</summary>
    /// <exception cref="AuthenticationException">It is not trusted; the message says why.</exception>
    internal static bool IsTrusted(TrustedRoots roots, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return true;
        if (certificate is null || chain is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)) throw Refused("there is none");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) throw Refused("it is for another name");
        var above = roots.Above([certificate, .. chain.ChainPolicy.ExtraStore]);
        if (above.Count > 0 && Refusal(certificate, chain.ChainPolicy, above) is null) return true;
        return Refusal(certificate, chain.ChainPolicy, roots.All()) is { } reason ? throw Refused(reason) : true;
    }

    /// <summary>Why a chain leads to none of the roots, or null when it leads to one.</summary>
    private static string? Refusal(X509Certificate2 certificate, X509ChainPolicy policy, X509Certificate2Collection roots)
    {
        try
        {
            using var chain = new X509Chain { ChainPolicy = policy.Clone() };
            chain.ChainPolicy.CustomTrustStore.AddRange(roots);
            return chain.Build(certificate) ? null
                : string.Join(", ", chain.ChainStatus.Select(static status => $"{status.Status} ({status.StatusInformation.Trim()})"));
        }
        finally
        {
            foreach (var root in roots) root.Dispose();
        }
    }

    private static AuthenticationException Refused(string reason) => new($"The server's certificate is not trusted: {reason}");

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
