using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PromLauncher.Config.Http;
using PromLauncher.Native.Trust;
using PromLauncher.Telemetry;

namespace PromLauncher.Supervision;

/// <summary>Creates the HTTP client for the child: no proxy, no redirects, and the given trust and credentials.</summary>
internal static class ChildHttp
{
    /// <summary>A client for one child.</summary>
    /// <exception cref="FailureException">A required file can't be read.</exception>
    public static HttpClient Open(ChildEndpoint endpoint)
    {
        var login = ReadLogin(endpoint.HttpConfigFile);
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5),
            MaxResponseDrainSize = 0,
        };
        if (endpoint.Address.Scheme == Uri.UriSchemeHttps) handler.SslOptions = Tls(endpoint, login);
        var client = new HttpClient(handler) { BaseAddress = endpoint.Address, Timeout = TimeSpan.FromSeconds(10) };
        client.DefaultRequestHeaders.Authorization = Authorization(endpoint, login);
        return client;
    }

    private static HttpClientFile? ReadLogin(string? path)
    {
        if (path is null) return null;
        try
        {
            return HttpClientFile.Read(path, File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new FailureException(FailureKind.Usage, $"--prometheus-http-config: {e.Message}", inner: e);
        }
    }

    private static AuthenticationHeaderValue? Authorization(ChildEndpoint endpoint, HttpClientFile? login)
    {
        var user = login?.Username ?? ReadText(endpoint, login?.UsernameFile);
        if (user is not null)
        {
            var password = login?.Password ?? ReadText(endpoint, login?.PasswordFile) ?? "";
            return new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        }

        return (login?.Credentials ?? ReadText(endpoint, login?.CredentialsFile)) is { } credentials
            ? new AuthenticationHeaderValue(login!.AuthorizationType, credentials)
            : null;
    }

    private static SslClientAuthenticationOptions Tls(ChildEndpoint endpoint, HttpClientFile? login)
    {
        var options = ServerTrust.Options(Environment.GetEnvironmentVariable);
        options.TargetHost = login?.ServerName ?? endpoint.Address.Host;
        if (ClientCertificate(endpoint, login) is { } own) options.ClientCertificates = [own];
        if (login?.AcceptsAnyCertificate == true)
        {
            // The user set insecure_skip_verify, for a process on the same machine.
            options.RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null;
        }
        else if ((login?.Ca ?? ReadText(endpoint, login?.CaFile)) is { } ca)
        {
            ImportAuthorities(options.CertificateChainPolicy!.CustomTrustStore, ca, endpoint);
            options.RemoteCertificateValidationCallback = null;
        }
        else if (endpoint.TrustedFile is not null || endpoint.TrustedText is not null)
        {
            // Read at each handshake, as Prometheus does: the certificate may be rotated while both run.
            options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null && IsOwn(endpoint, certificate);
        }

        return options;
    }

    private static void ImportAuthorities(X509Certificate2Collection authorities, string pem, ChildEndpoint endpoint)
    {
        try
        {
            authorities.ImportFromPem(pem);
        }
        catch (CryptographicException e)
        {
            throw new FailureException(FailureKind.Usage, $"{endpoint.HttpConfigFile}: the authority's certificate can't be read: {e.Message}", "write it in PEM", e);
        }

        if (authorities.Count == 0)
            throw new FailureException(FailureKind.Usage, $"{endpoint.HttpConfigFile}: the authority's file contains no certificate", "write it in PEM");
    }

    /// <summary>True for exactly the child's certificate, whatever its names and issuer.</summary>
    private static bool IsOwn(ChildEndpoint endpoint, X509Certificate presented)
    {
        try
        {
            using var own = X509Certificate2.CreateFromPem(endpoint.TrustedText ?? File.ReadAllText(endpoint.TrustedFile!));
            return CryptographicOperations.FixedTimeEquals(own.RawDataMemory.Span, presented.GetRawCertData());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return false;
        }
    }

    private static X509Certificate2? ClientCertificate(ChildEndpoint endpoint, HttpClientFile? login)
    {
        var certificate = login?.Certificate ?? ReadText(endpoint, login?.CertificateFile);
        var key = login?.Key ?? ReadText(endpoint, login?.KeyFile);
        if (certificate is null || key is null) return null;
        try
        {
            return X509Certificate2.CreateFromPem(certificate, key);
        }
        catch (CryptographicException e)
        {
            throw new FailureException(FailureKind.Usage, "--prometheus-http-config: the client certificate and its key can't be read", inner: e);
        }
    }

    /// <summary>A path in the http config file, relative to its folder.</summary>
    private static string? ReadText(ChildEndpoint endpoint, string? path)
    {
        if (path is null) return null;
        try
        {
            return File.ReadAllText(Path.Combine(Path.GetDirectoryName(endpoint.HttpConfigFile) ?? "", path)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(FailureKind.Usage, $"--prometheus-http-config: {e.Message}", inner: e);
        }
    }
}
