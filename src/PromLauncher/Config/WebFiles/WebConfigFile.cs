using PromLauncher.Config.Document;
using PromLauncher.Config.Strict;
using PromLauncher.Config.Validation;
using PromLauncher.Config.Values;
using PromLauncher.Config.Yaml;

namespace PromLauncher.Config.WebFiles;

/// <summary>The result of checking a web configuration.</summary>
/// <param name="Findings">Every finding in the order of the file.</param>
/// <param name="References">The certificates and keys that it names.</param>
public sealed record WebExamination(IReadOnlyList<Diagnostic> Findings, IReadOnlyList<FileReference> References);

/// <summary>
/// Checks the file that <c>--web.config.file</c> names as <c>promtool check web-config</c> of a release does, except certificates.
/// Source: prometheus/exporter-toolkit, <c>web/tls_config.go</c> and <c>web/handler.go</c> of its releases.
/// </summary>
public static class WebConfigFile
{
    /// <summary>Where upstream documents it.</summary>
    public const string Url = "https://prometheus.io/docs/prometheus/latest/configuration/https/";

    private static readonly SectionSpec Root = new("a web configuration", Url, "tls_server_config", "http_server_config", "basic_auth_users", new("rate_limit", 3, 8));
    private static readonly SectionSpec Http = new("`http_server_config`", Url, "http2", new("headers", 2, 31));
    private static readonly SectionSpec RateLimit = new("`rate_limit`", Url, "burst", "interval");

    private static readonly Dictionary<string, string[]> Headers = new(StringComparer.Ordinal)
    {
        ["Strict-Transport-Security"] = [],
        ["X-Content-Type-Options"] = ["nosniff"],
        ["X-Frame-Options"] = ["deny", "sameorigin"],
        ["X-XSS-Protection"] = [],
        ["Content-Security-Policy"] = [],
    };

    /// <summary>Checks one file.</summary>
    /// <param name="document">The file.</param>
    /// <param name="version">The Prometheus release.</param>
    public static WebExamination Check(YamlDocument document, PrometheusVersion version) =>
        Mending.Check(document, document => Look(document, version), static examination => examination.Findings);

    private static WebExamination Look(YamlDocument document, PrometheusVersion version)
    {
        var findings = new Findings(document.File);
        var tls = new TlsServerSection(new(findings, YamlLibrary.GoYaml2, version, isOffline: false), findings);
        if (!document.IsBroken && document.Root is { } root) CheckRoot(root, new(findings, YamlLibrary.GoYaml2, version, isOffline: false), findings, tls);
        return new(Mending.WithoutConsequences([.. document.Diagnostics.Concat(findings.All).OrderBy(static finding => finding.Span.Start)]), tls.References);
    }

    private static void CheckRoot(Node root, StrictReader reader, Findings findings, TlsServerSection tls)
    {
        if (reader.Section(root, Root) is not { } fields) return;
        if (fields.TryGetValue("tls_server_config", out var tlsEntry)) tls.Check(tlsEntry);
        if (fields.TryGetValue("http_server_config", out var http)) CheckHttp(http.Value, reader, findings);
        if (fields.TryGetValue("basic_auth_users", out var users)) CheckUsers(users.Value, reader, findings);
        if (fields.TryGetValue("rate_limit", out var limit)) CheckRateLimit(limit.Value, reader, findings);
    }

    private static void CheckHttp(Node place, StrictReader reader, Findings findings)
    {
        if (reader.Section(place, Http) is not { } fields) return;
        if (fields.TryGetValue("http2", out var http2)) reader.Bool(http2.Value, "http2", Url);
        if (!fields.TryGetValue("headers", out var headers)) return;
        foreach (var (key, header, name, value) in reader.Texts(headers.Value, "headers", Url) ?? new())
        {
            if (!Headers.TryGetValue(name, out var allowed))
                findings.Error(FindingKind.HeaderNotAllowed, key, $"The header {Findings.Show(key)} can't be set here.", $"Allowed: {string.Join(", ", Headers.Keys)}.", Url);
            else if (allowed.Length > 0 && value is not null && !allowed.Contains(value))
                findings.Error(FindingKind.UnknownValue, header, $"{Findings.Show(header)} is not a valid value of {name}.", $"Allowed: {string.Join(", ", allowed)}.", Url);
        }
    }

    private static void CheckUsers(Node place, StrictReader reader, Findings findings)
    {
        foreach (var user in reader.Texts(place, "basic_auth_users", Url) ?? new())
        {
            if (user.Text is { } hash && !Bcrypt.IsHash(hash))
                findings.Error(FindingKind.InvalidPasswordHash, user.Value, "This is not a bcrypt hash of a password.", "Make one with `htpasswd -nBC 10 \"\" | tr -d ':\\n'`; the password itself must not be in this file.", Url + "#web-configuration");
        }
    }

    private static void CheckRateLimit(Node place, StrictReader reader, Findings findings)
    {
        if (reader.Section(place, RateLimit) is not { } fields) return;
        if (fields.TryGetValue("burst", out var burst)) reader.Int(burst.Value, "burst", Url);
        if (!fields.TryGetValue("interval", out var interval) || GoScalar.IsNull(interval.Value)) return;
        if (reader.Text(interval.Value, "interval", Url) is { } text && !GoDuration.TryParse(text, out _))
            findings.Error(FindingKind.InvalidDuration, interval.Value, $"`interval` must be a Go duration; {Findings.Show(interval.Value)} is not valid.", "Write it as `1s`, `250ms` or `1m30s`.", Url);
    }
}
