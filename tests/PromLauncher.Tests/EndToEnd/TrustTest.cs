using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PromLauncher.LocalAws;
using PromLauncher.LocalAws.Identity;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>The published binary against an S3 behind TLS.</summary>
public sealed class TrustTest : IDisposable
{
    private readonly TestFolder _folder = new();

    /// <summary>The launcher hides these variables from OpenSSL in its own process (Prometheus reads them too).</summary>
    [Theory]
    [InlineData("0", null)]
    [InlineData("0", "/nowhere")]
    [InlineData("1m", null)]
    [InlineData("1m", "/nowhere")]
    public async Task S3_is_trusted_by_SSL_CERT_FILE_and_Prometheus_gets_the_variables_as_they_were(string refresh, string? folder)
    {
        Assert.SkipUnless(File.Exists(Repository.Binary), "the native binary is not published");
        await using var aws = await StartAsync();
        var child = Path.Combine(_folder.Path, "child");
        File.WriteAllText(child, "#!/bin/sh\necho \"file=${SSL_CERT_FILE-unset} folder=${SSL_CERT_DIR-unset}\"\n");
        File.SetUnixFileMode(child, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var run = Start(aws, Authority, folder, "--prometheus", child, "--prometheus-version", "3.14", "--refresh-interval", refresh);
        Assert.Equal(0, await run.ExitAsync());
        Assert.Contains($"file={Authority} folder={folder ?? "unset"}", run.Output);
    }

    [Fact]
    public async Task S3_is_not_trusted_without_its_authority()
    {
        Assert.SkipUnless(File.Exists(Repository.Binary), "the native binary is not published");
        await using var aws = await StartAsync();
        using var run = Start(aws, null, null, "--prometheus", "/bin/true", "--prometheus-version", "3.14", "--startup-timeout", "1s");
        Assert.Equal(69, await run.ExitAsync());
        Assert.Contains("The server's certificate is not trusted: UntrustedRoot", run.Output);
        Assert.DoesNotContain(aws.Calls, static call => call.Action == "s3:GetObject");
    }

    public void Dispose() => _folder.Dispose();

    private string Authority => Path.Combine(_folder.Path, "authority.pem");

    private RunningProcess Start(LocalAwsServer aws, string? file, string? folder, params string[] options) => new(
        Repository.Binary,
        ["run", "--location", "s3://conf/prometheus.yml", "--state-dir", Path.Combine(_folder.Path, "state"), .. options],
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "secret"), ("AWS_REGION", "eu-west-1"), ("AWS_EC2_METADATA_DISABLED", "true"),
        ("AWS_ENDPOINT_URL", aws.Endpoint.GetLeftPart(UriPartial.Authority)), ("XDG_RUNTIME_DIR", _folder.Path), ("SSL_CERT_FILE", file), ("SSL_CERT_DIR", folder));

    private async Task<LocalAwsServer> StartAsync()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var own = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Authority, own.ExportCertificatePem());
        var aws = await LocalAwsServer.StartAsync(new LocalAwsOptions { Certificate = X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pkcs12), null) });
        aws.Principals.Add(new Principal { AccessKeyId = "AKIDEXAMPLE", SecretAccessKey = "secret" });
        aws.S3.Create("conf", "eu-west-1").Put("prometheus.yml", "scrape_configs: []\n");
        return aws;
    }
}
