using PromLauncher.Config.Document;

namespace PromLauncher.Config.Http;

/// <summary>
/// How to reach an HTTP server, in the format of promtool's <c>--http.config.file</c> (prometheus/common, config.HTTPClientConfig). Only the fields that
/// a call to a neighbour process can need. Relative paths are relative to the file's own folder. Every member except the paths may be secret.
/// </summary>
public sealed record HttpClientFile
{
    /// <summary>The login's user, or null.</summary>
    public string? Username { get; init; }

    /// <summary>A file that holds it, or null.</summary>
    public string? UsernameFile { get; init; }

    /// <summary>The login's password, or null.</summary>
    public string? Password { get; init; }

    /// <summary>A file that holds it, or null.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>The scheme of the Authorization header.</summary>
    public string AuthorizationType { get; init; } = "Bearer";

    /// <summary>The credentials after the scheme, or null.</summary>
    public string? Credentials { get; init; }

    /// <summary>A file that holds them, or null.</summary>
    public string? CredentialsFile { get; init; }

    /// <summary>The CA certificates for the server's certificate, PEM: a file, or null.</summary>
    public string? CaFile { get; init; }

    /// <summary>The same inline, or null.</summary>
    public string? Ca { get; init; }

    /// <summary>The client's certificate, PEM: a file, or null.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The same inline, or null.</summary>
    public string? Certificate { get; init; }

    /// <summary>The client's key, PEM: a file, or null.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The same inline, or null.</summary>
    public string? Key { get; init; }

    /// <summary>The name that the server's certificate must have, or null: the host's.</summary>
    public string? ServerName { get; init; }

    /// <summary>True when any certificate is accepted.</summary>
    public bool AcceptsAnyCertificate { get; init; }

    /// <summary>Reads the file.</summary>
    /// <param name="path">Its path, for the error text.</param>
    /// <param name="bytes">Its content.</param>
    /// <exception cref="FormatException">It can't be read, or has a field that is not supported here.</exception>
    public static HttpClientFile Read(string path, ReadOnlyMemory<byte> bytes)
    {
        var document = YamlDocument.Parse(path, bytes);
        if (document.IsBroken)
            throw new FormatException($"{path} is not valid YAML: {(document.Diagnostics is [var first, ..] ? $"line {first.Span.Line}: {first.Message}" : "it can't be read")}");
        if (document.Root is null) return new HttpClientFile();
        if (Fields.Of(document.Root) is not { } root) throw new FormatException($"{path} must be a mapping");
        foreach (var name in root.Names)
        {
            // Proxies are never used for a neighbour process; HTTP/2 and redirects make no difference.
            if (name is "basic_auth" or "authorization" or "bearer_token" or "bearer_token_file" or "tls_config"
                or "follow_redirects" or "enable_http2" or "proxy_url" or "no_proxy" or "proxy_from_environment" or "proxy_connect_header") continue;
            throw new FormatException($"{path}: {name} is not supported here; basic_auth, authorization and tls_config are");
        }

        var (basic, authorization, tls) = (root.Section("basic_auth"), root.Section("authorization"), root.Section("tls_config"));
        return new HttpClientFile
        {
            Username = basic?.Text("username"),
            UsernameFile = basic?.Text("username_file"),
            Password = basic?.Text("password"),
            PasswordFile = basic?.Text("password_file"),
            AuthorizationType = authorization?.Text("type") ?? "Bearer",
            Credentials = authorization?.Text("credentials") ?? root.Text("bearer_token"),
            CredentialsFile = authorization?.Text("credentials_file") ?? root.Text("bearer_token_file"),
            CaFile = tls?.Text("ca_file"),
            Ca = tls?.Text("ca"),
            CertificateFile = tls?.Text("cert_file"),
            Certificate = tls?.Text("cert"),
            KeyFile = tls?.Text("key_file"),
            Key = tls?.Text("key"),
            ServerName = tls?.Text("server_name"),
            AcceptsAnyCertificate = tls?.IsTrue("insecure_skip_verify") ?? false,
        };
    }
}
