namespace PromLauncher.Bench;

/// <summary>What is measured in turns.</summary>
/// <param name="binary">The launcher.</param>
/// <param name="place">Where.</param>
internal sealed class Rows(string binary, Workplace place)
{
    /// <summary>Debian's own, whatever else PATH has.</summary>
    private const string Cli = "/usr/bin/aws";

    /// <summary>From a process's start to Prometheus's, of the launcher and of what it replaces.</summary>
    public List<Subject> Starts()
    {
        List<Subject> rows =
        [
            new("run, S3 over http", "≤ 40 ms", () => Wall(place.Http, place.Replacing(binary))),
            new("run, S3 over TLS", "≤ 70 ms", () => Wall(place.Tls, place.Replacing(binary))),
            new("run, S3 over TLS, a prefix with 20 rule files", "", () => Wall(place.Tls, place.Replacing(binary, "s3://conf/prefix/"))),
            new("run, S3 over TLS, staying as the parent; until both have ended", "", () => Wall(place.Tls, place.Replacing(binary, refresh: "1m"))),
        ];
        if (File.Exists(Cli))
        {
            var shell = place.Write("entrypoint.sh", $"#!/bin/sh\nset -e\n{Cli} --endpoint-url \"$AWS_ENDPOINT_URL\" s3 cp \"$S3_CONFIG_LOCATION\" \"$0.yml\" >/dev/null\nexec /bin/true\n");
            rows.Add(new("shell entrypoint: `aws s3 cp` over TLS, and exec", "replaced: over 1 s", () => Wall(place.Tls, "/bin/sh", shell)));
        }

        if (Measured.Exists("curl"))
        {
            var curl = place.Write("curl.sh", $"#!/bin/sh\nset -e\ncurl -sSf --cacert \"$SSL_CERT_FILE\" -H 'x-amz-content-sha256: UNSIGNED-PAYLOAD' --aws-sigv4 aws:amz:eu-west-1:s3 --user {Configs.AccessKey}:{Configs.SecretKey} \"$AWS_ENDPOINT_URL/conf/prometheus.yml\" >\"$0.yml\"\nexec /bin/true\n");
            rows.Add(new("lower limit: `curl --aws-sigv4` over TLS, and exec; checks nothing", "", () => Wall(place.Tls, "/bin/sh", curl)));
        }

        rows.Add(new("what of each of these is /bin/true", "", () => Wall(place.Http, "/bin/true")));
        return rows;
    }

    /// <summary>The check of a small or a large configuration, beside promtool's.</summary>
    public List<Subject> Checks(string name, string file, string budget)
    {
        List<Subject> rows = [new($"validate, {name}", budget, () => Wall(place.Http, Workplace.Validating(binary, file)))];
        if (Measured.Exists("promtool")) rows.Add(new($"promtool check config, {name}", "", () => Wall(place.Http, Promtool(file))));
        return rows;
    }

    /// <summary>The memory that these checks take.</summary>
    public void CheckMemory(Table table)
    {
        foreach (var (name, file, budget) in (ReadOnlySpan<(string, string, string)>)[("50 lines", place.Small, "≤ 25 MiB"), ("10,000 jobs", place.Large, "≤ 120 MiB")])
        {
            table.Row($"validate, {name}: peak memory", Mib(Measured.RunForMemory(place.Folder, place.Http, Workplace.Validating(binary, file)).PeakKib), budget);
            if (Measured.Exists("promtool")) table.Row($"promtool, {name}: peak memory", Mib(Measured.RunForMemory(place.Folder, place.Http, Promtool(file)).PeakKib));
        }
    }

    /// <summary>KiB as MiB.</summary>
    public static string Mib(long kib) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{kib / 1024.0:0.0} MiB");

    /// <summary>Runs a program and gives its duration in milliseconds.</summary>
    public static double Wall(IReadOnlyDictionary<string, string?> environment, params string[] words) => Measured.Run(environment, words).Wall.TotalMilliseconds;

    private static string[] Promtool(string file) => ["promtool", "check", "config", "--syntax-only", file];
}
