using PromLauncher.Config.Document;
using PromLauncher.Config.Strict;
using PromLauncher.Config.Validation;
using PromLauncher.Config.Values;

namespace PromLauncher.Config.WebFiles;

/// <summary><c>tls_server_config</c>.</summary>
internal sealed class TlsServerSection(StrictReader reader, Findings findings)
{
    private const string Url = WebConfigFile.Url;

    private static readonly SectionSpec Tls = new("`tls_server_config`", Url,
        "cert_file", "key_file", new("cert", 2, 48), new("key", 2, 48), "client_auth_type", "client_ca_file", new("client_ca", 2, 48), "cipher_suites",
        "curve_preferences", "min_version", "max_version", "prefer_server_cipher_suites", new("client_allowed_sans", 2, 45));

    private static readonly string[] Versions = ["TLS13", "TLS12", "TLS11", "TLS10"];
    private static readonly string[] Curves = ["CurveP256", "CurveP384", "CurveP521", "X25519"];
    private static readonly string[] ClientAuth =
        ["NoClientCert", "RequestClientCert", "RequireAnyClientCert", "RequireClientCert", "VerifyClientCertIfGiven", "RequireAndVerifyClientCert"];

    // crypto/tls.CipherSuites(): those of TLS 1.3, and those of 1.2 that aren't known to be insecure.
    private static readonly string[] Ciphers =
    [
        "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
    ];

    // Whether these count as insecure depends on the Go release.
    private static readonly string[] OldCiphers =
        ["TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_AES_256_CBC_SHA", "TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_256_GCM_SHA384"];

    private readonly List<FileReference> _references = [];

    /// <summary>The certificates and keys that it names.</summary>
    public IReadOnlyList<FileReference> References => _references;

    /// <summary>Checks the section.</summary>
    public void Check(Entry entry)
    {
        if (reader.Section(entry.Value, Tls) is not { } fields) return;
        Dictionary<string, string?> texts = [];
        foreach (var name in (string[])["cert", "cert_file", "key", "key_file", "client_ca", "client_ca_file", "client_auth_type"])
        {
            // Null when it is unknown. A missing field is the empty string.
            var text = fields.TryGetValue(name, out var field) ? reader.Text(field.Value, name, Url) : fields.IsUncertain(name) ? null : "";
            if (text is not "") texts[name] = text;
        }

        OneOf(fields, "min_version", Versions);
        OneOf(fields, "max_version", Versions);
        EachOf(fields, "cipher_suites", Ciphers, OldCiphers);
        EachOf(fields, "curve_preferences", Curves, []);
        if (fields.TryGetValue("prefer_server_cipher_suites", out var prefer)) reader.Bool(prefer.Value, "prefer_server_cipher_suites", Url);
        if (fields.TryGetValue("client_allowed_sans", out var sans))
        {
            foreach (var item in reader.List(sans.Value, "client_allowed_sans", Url) ?? []) reader.Text(item, "client_allowed_sans", Url);
        }

        if (texts.Count == 0) return;
        Require(entry, fields, texts);
        foreach (var name in (string[])["cert_file", "key_file", "client_ca_file"])
        {
            if (texts.GetValueOrDefault(name) is { } path)
                _references.Add(new(FileUse.Credentials, name, path, Findings.Show(fields[name].Value), findings.File, fields[name].Value.Span));
        }
    }

    private void Require(Entry entry, SectionFields fields, Dictionary<string, string?> texts)
    {
        foreach (var (text, file) in ((string, string)[])[("cert", "cert_file"), ("key", "key_file")])
        {
            if (texts.ContainsKey(text) || texts.ContainsKey(file)) continue;
            findings.Error(FindingKind.RequiredField, entry.Key, $"`tls_server_config` needs `{file}` or `{text}`.", null, Url);
        }

        if (!texts.TryGetValue("client_auth_type", out var authentication)) authentication = "NoClientCert";
        if (authentication is not null && !ClientAuth.Contains(authentication))
        {
            findings.Error(FindingKind.UnknownValue, fields["client_auth_type"].Value, $"{Findings.Show(fields["client_auth_type"].Value)} is not a valid `client_auth_type`.",
                NearestName.Question(authentication, ClientAuth) ?? $"Allowed: {string.Join(", ", ClientAuth)}.", Url);
        }
        else if (authentication is "NoClientCert" && (texts.GetValueOrDefault("client_ca_file") ?? texts.GetValueOrDefault("client_ca")) is not null)
        {
            var key = fields[texts.GetValueOrDefault("client_ca_file") is not null ? "client_ca_file" : "client_ca"].Key;
            findings.Error(FindingKind.RequiredField, key, "A client CA is set, but clients are not asked for a certificate.",
                "Add `client_auth_type: RequireAndVerifyClientCert`.", Url);
        }
    }

    private void OneOf(SectionFields fields, string name, string[] allowed)
    {
        if (fields.TryGetValue(name, out var field) && !GoScalar.IsNull(field.Value)) Allowed(field.Value, name, allowed, []);
    }

    private void EachOf(SectionFields fields, string name, string[] allowed, string[] maybe)
    {
        if (!fields.TryGetValue(name, out var field)) return;
        foreach (var item in reader.List(field.Value, name, Url) ?? []) Allowed(item, name, allowed, maybe);
    }

    private void Allowed(Node place, string name, string[] allowed, string[] maybe)
    {
        if (reader.Text(place, name, Url) is not { } text || allowed.Contains(text)) return;
        if (maybe.Contains(text))
            findings.Add(FindingKind.WeakCipher, Severity.Warning, place, $"{text} is known to be weak, and newer releases refuse it.", "Remove it.", Url);
        else findings.Error(FindingKind.UnknownValue, place, $"{Findings.Show(place)} is not a valid value of `{name}`.",
            NearestName.Question(text, allowed) ?? $"Allowed: {string.Join(", ", allowed)}.", Url);
    }
}
