using PromLauncher.Config.Http;
using PromLauncher.Telemetry;

namespace PromLauncher.Supervision;

/// <summary>How the child's HTTP API is reached.</summary>
/// <param name="Address">Its base URL, with a trailing slash.</param>
public sealed record ChildEndpoint(Uri Address)
{
    /// <summary>The file (PEM) with the child's own certificate, then the only one trusted; or null.</summary>
    public string? TrustedFile { get; init; }

    /// <summary>The same as a string, or null.</summary>
    public string? TrustedText { get; init; }

    /// <summary>The file in promtool's http config format with the credentials, or null.</summary>
    public string? HttpConfigFile { get; init; }

    /// <summary>Derives it from the child's own flags, unless the user overrides it. Reads the file of <c>--web.config.file</c>.</summary>
    /// <param name="arguments">What the child is started with.</param>
    /// <param name="url">The address, or null to take it from the flags.</param>
    /// <param name="httpConfigFile">See <see cref="HttpConfigFile"/>.</param>
    /// <exception cref="FailureException">The address is invalid (usage).</exception>
    public static ChildEndpoint Of(ChildArguments arguments, string? url, string? httpConfigFile)
    {
        var web = ReadWebFile(arguments.WebConfigFile);
        var address = url is not null
            ? Parse(url)
            : new Uri($"{(web.UsesTls ? "https" : "http")}://{ChildAddress.Choose(arguments.ListenAddresses)}{arguments.RoutePrefix}/");
        var folder = Path.GetDirectoryName(arguments.WebConfigFile) ?? "";
        return new ChildEndpoint(address)
        {
            TrustedFile = web.CertificateFile is null ? null : Path.Combine(folder, web.CertificateFile),
            TrustedText = web.CertificateText,
            HttpConfigFile = httpConfigFile,
        };
    }

    private static Uri Parse(string url) =>
        Uri.TryCreate(url.EndsWith('/') ? url : url + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new FailureException(FailureKind.Usage, $"--prometheus-url: '{url}' is not an http or https address", "write it as http://127.0.0.1:9090");

    private static WebFile ReadWebFile(string? path)
    {
        if (path is null) return WebFile.Plain;
        try
        {
            return WebFile.Read(path, File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Prometheus reports that itself, and does not start.
            return WebFile.Plain;
        }
    }
}
