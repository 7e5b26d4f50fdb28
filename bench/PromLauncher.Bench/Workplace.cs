using PromLauncher.LocalAws;
using PromLauncher.LocalAws.Identity;

namespace PromLauncher.Bench;

/// <summary>A folder of its own, and on loopback an AWS over http, one over TLS, and one over TLS that ends each connection, with the same configurations in their S3. Leaves nothing behind.</summary>
internal sealed class Workplace : IAsyncDisposable
{
    private readonly LocalAwsServer _plain;
    private readonly LocalAwsServer _secure;
    private readonly LocalAwsServer _closing;

    private Workplace(string folder, LocalAwsServer plain, LocalAwsServer secure, LocalAwsServer closing, string authority)
    {
        (Folder, _plain, _secure, _closing) = (folder, plain, secure, closing);
        Http = Variables(plain.Endpoint.GetLeftPart(UriPartial.Authority), null);
        Tls = Variables($"https://localhost:{secure.Endpoint.Port}", authority);
        TlsClosing = Variables($"https://localhost:{closing.Endpoint.Port}", authority);
        Small = Write("small.yml", Configs.Small);
        Large = Write("large.yml", Configs.Large(10_000));
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>A configuration of 50 lines.</summary>
    public string Small { get; }

    /// <summary>A configuration of 10,000 jobs.</summary>
    public string Large { get; }

    /// <summary>The environment of a program that asks the AWS over http.</summary>
    public IReadOnlyDictionary<string, string?> Http { get; }

    /// <summary>The environment of a program that asks the AWS over TLS. Its authority stands among those that Debian's bundle has.</summary>
    public IReadOnlyDictionary<string, string?> Tls { get; }

    /// <summary>The same, of the AWS that ends each connection.</summary>
    public IReadOnlyDictionary<string, string?> TlsClosing { get; }

    /// <summary>The AWS over http.</summary>
    public LocalAwsServer Aws => _plain;

    /// <summary>The AWS over TLS.</summary>
    public LocalAwsServer Secure => _secure;

    /// <summary>The AWS over TLS that ends each connection.</summary>
    public LocalAwsServer Closing => _closing;

    /// <summary>Makes one.</summary>
    public static async Task<Workplace> OpenAsync()
    {
        var folder = Directory.CreateTempSubdirectory("promlauncher-bench-").FullName;
        var (server, authority) = ServerCertificate.Create();
        var bundle = Path.Combine(folder, "bundle.pem");
        const string OfTheSystem = "/etc/ssl/certs/ca-certificates.crt";
        File.WriteAllText(bundle, (File.Exists(OfTheSystem) ? File.ReadAllText(OfTheSystem) : "") + authority);
        return new Workplace(folder, await StartAsync(new LocalAwsOptions()), await StartAsync(new LocalAwsOptions { Certificate = server }),
            await StartAsync(new LocalAwsOptions { Certificate = server, ClosesConnections = true }), bundle);
    }

    /// <summary>Writes a file into the folder.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>The words that start <c>run</c>, with /bin/true in the place of Prometheus, which takes the launcher's place.</summary>
    public string[] Replacing(string binary, string location = "s3://conf/prometheus.yml", string refresh = "0") =>
        [binary, "run", "--location", location, "--prometheus", "/bin/true", "--prometheus-version", "3.14", "--refresh-interval", refresh, "--state-dir", Path.Combine(Folder, "state")];

    /// <summary>The words that check a file.</summary>
    public static string[] Validating(string binary, string file) => [binary, "validate", "--prometheus-version", "3.14", "--offline", file];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _plain.DisposeAsync();
        await _secure.DisposeAsync();
        await _closing.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<LocalAwsServer> StartAsync(LocalAwsOptions options)
    {
        var aws = await LocalAwsServer.StartAsync(options);

        // No throttling: what is measured is our own work.
        aws.Ecs.HasRateLimits = false;
        aws.Principals.Add(new Principal { AccessKeyId = Configs.AccessKey, SecretAccessKey = Configs.SecretKey });
        var bucket = aws.S3.Create("conf", "eu-west-1");
        bucket.Put("prometheus.yml", Configs.Small);
        bucket.Put("prefix/prometheus.yml", "rule_files: ['rules/*.yml']\n" + Configs.Small);
        for (var i = 0; i < 20; i++) bucket.Put($"prefix/rules/{i}.yml", Configs.Rules(i));
        return aws;
    }

    /// <summary>Nothing of the caller's own AWS or launcher gets through.</summary>
    private Dictionary<string, string?> Variables(string endpoint, string? authority)
    {
        string[] own = ["AWS_", "ECS_", "PROMLAUNCHER_", "PROMETHEUS_", "S3_CONFIG_", "SSL_CERT_"];
        var variables = Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => own.Any(name.StartsWith)).ToDictionary(static name => name, static _ => (string?)null);
        variables["AWS_ACCESS_KEY_ID"] = Configs.AccessKey;
        variables["AWS_SECRET_ACCESS_KEY"] = Configs.SecretKey;
        variables["AWS_REGION"] = "eu-west-1";
        variables["AWS_ENDPOINT_URL"] = endpoint;
        variables["AWS_EC2_METADATA_DISABLED"] = "true";
        variables["XDG_RUNTIME_DIR"] = Folder;
        variables["REMOTE_WRITE_URL"] = "http://127.0.0.1:9/write";
        variables["S3_CONFIG_LOCATION"] = "s3://conf/prometheus.yml";
        if (authority is not null) variables["SSL_CERT_FILE"] = variables["AWS_CA_BUNDLE"] = authority;
        return variables;
    }
}
