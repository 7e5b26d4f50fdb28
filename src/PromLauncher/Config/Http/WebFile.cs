using PromLauncher.Config.Document;

namespace PromLauncher.Config.Http;

/// <summary>
/// What a client needs from the file that <c>--web.config.file</c> names (prometheus/exporter-toolkit, docs/web-configuration.md). Relative paths in it
/// are relative to its own folder.
/// </summary>
/// <param name="UsesTls">True when the server speaks https only.</param>
/// <param name="CertificateFile">The server's certificate with its chain, PEM, as written there; or null.</param>
/// <param name="CertificateText">The same inline in the file, or null.</param>
public sealed record WebFile(bool UsesTls, string? CertificateFile, string? CertificateText)
{
    /// <summary>A server without TLS.</summary>
    public static WebFile Plain { get; } = new(false, null, null);

    /// <summary>Reads the file. One that is broken counts as plain: Prometheus refuses to start with it.</summary>
    /// <param name="path">Its path, for the parser only.</param>
    /// <param name="bytes">Its content.</param>
    public static WebFile Read(string path, ReadOnlyMemory<byte> bytes)
    {
        if (Fields.Of(YamlDocument.Parse(path, bytes).Root)?.Section("tls_server_config") is not { } tls) return Plain;
        var (file, text) = (tls.Text("cert_file"), tls.Text("cert"));
        // An empty tls_server_config is no TLS (exporter-toolkit, web.ConfigToTLSConfig: errNoTLSConfig).
        return new WebFile(file is not null || text is not null, file, text);
    }
}
