using System.Net.Security;
using System.Runtime.InteropServices;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace PromLauncher.Native.Trust;

/// <summary>
/// Which servers are believed to be whom they say: those with a certificate for their name that leads to one of <see cref="TrustedRoots"/>. .NET would have
/// OpenSSL read every trusted certificate, in Debian's folders three times each, before the first handshake's end and again every five minutes: 75 ms and 2 MB.
/// Here it reads only those that matter for the chain in hand; the chain itself is verified by .NET as ever.
/// </summary>
internal static partial class ServerTrust
{
    /// <summary>
    /// Hides the trusted certificates from OpenSSL in this process alone. To be called first thing in Main, before there is a thread that reads C's environment: setenv(3). What this
    /// program reads and hands on stays as it was: from the first change on .NET has a copy of its own, and what C code sees is apart from it.
    /// </summary>
    public static void KeepOpenSslFromReadingAll()
    {
        foreach (var name in (ReadOnlySpan<string>)[TrustedRoots.FileVariable, TrustedRoots.FolderVariable])
        {
            Environment.SetEnvironmentVariable(name, Environment.GetEnvironmentVariable(name));
            _ = SetVariable(name, "", overwrite: 1);
        }
    }

    /// <summary>The TLS options of a client that trusts whom this system trusts.</summary>
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

                // No download of what a server forgot to send; Prometheus makes none either.
                DisableCertificateDownloads = true,
            },
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) => IsTrusted(roots, certificate as X509Certificate2, chain, errors),
        };
    }

    /// <summary>Verifies a chain for which .NET had no root yet.</summary>
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

    /// <summary>Why a chain leads to none of the roots, or null when it does.</summary>
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
