using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using PromLauncher.Bench;
using PromLauncher.LocalAws;
using PromLauncher.LocalAws.Ecs;
using PromLauncher.LocalAws.Identity;

// bench BINARY PAGE: measures the published binary and writes the table into the page between its two marks. A broken run fails, a slow one never does.
var (binary, page) = (Path.GetFullPath(args[0]), args[1]);
var folder = Directory.CreateTempSubdirectory("promlauncher-bench-").FullName;
var none = new Dictionary<string, string?>();
var table = new Table();
await using var aws = await LocalAwsServer.StartAsync();
var keys = aws.Principals.Add(new Principal { AccessKeyId = "AKIDEXAMPLE", SecretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" });
var endpoint = aws.Endpoint.GetLeftPart(UriPartial.Authority);
var cloud = new Dictionary<string, string?>
{
    ["AWS_ACCESS_KEY_ID"] = keys.AccessKeyId,
    ["AWS_SECRET_ACCESS_KEY"] = keys.SecretAccessKey,
    ["AWS_REGION"] = "eu-west-1",
    ["AWS_ENDPOINT_URL"] = endpoint,
    ["AWS_EC2_METADATA_DISABLED"] = "true",
    ["XDG_RUNTIME_DIR"] = folder,
    ["REMOTE_WRITE_URL"] = "http://127.0.0.1:9/write",
};
try
{
    var small = Write("small.yml", Configs.Small);
    var large = Write("large.yml", Configs.Large(10_000));
    aws.S3.Create("conf", "eu-west-1").Put("prometheus.yml", Configs.Small);
    aws.S3.Create("conf").Put("prefix/prometheus.yml", "rule_files: ['rules/*.yml']\n" + Configs.Small);
    for (var i = 0; i < 20; i++) aws.S3.Create("conf").Put($"prefix/rules/{i}.yml", Configs.Rules(i));

    Start();
    Validate(small, large);
    await SuperviseAsync();
    foreach (var tasks in (int[])[100, 1_000, 10_000]) Discover(tasks);
    table.Row("native binary", $"{new FileInfo(binary).Length / 1e6:0.0} MB", "≤ 14 MB");
    WritePage();
}
finally
{
    Directory.Delete(folder, recursive: true);
}

return 0;

// With /bin/true in the place of Prometheus: what remains is the way to execve(2), and a millisecond of true itself.
void Start()
{
    string[] Run(string location) => [binary, "run", "--location", location, "--prometheus", "/bin/true", "--prometheus-version", "3.14", "--refresh-interval", "0", "--state-dir", Path.Combine(folder, "state"), "--listen", ""];
    var shell = Write("entrypoint.sh", "#!/bin/sh\nset -e\naws s3 cp \"$S3_CONFIG_LOCATION\" \"$0.yml\" >/dev/null\nexec /bin/true\n");
    var curl = Write("curl.sh", $"#!/bin/sh\nset -e\ncurl -sSf -H 'x-amz-content-sha256: UNSIGNED-PAYLOAD' --aws-sigv4 aws:amz:eu-west-1:s3 --user {keys.AccessKeyId}:{keys.SecretAccessKey} {endpoint}/conf/prometheus.yml >\"$0.yml\"\nexec /bin/true\n");
    var aws = new Dictionary<string, string?>(cloud) { ["S3_CONFIG_LOCATION"] = "s3://conf/prometheus.yml" };
    List<(string, string, Func<double>)> rows =
    [
        ("start to `execve`, S3 on loopback http, 50-line configuration", "≤ 40 ms", () => Wall(cloud, Run("s3://conf/prometheus.yml"))),
        ("the same, a prefix with 20 rule files", "", () => Wall(cloud, Run("s3://conf/prefix/"))),
        ("lower limit: curl --aws-sigv4 and exec", "", () => Wall(cloud, "/bin/sh", curl)),
    ];
    table.Interleaved(30, [.. rows]);
    if (Exists("aws")) table.Interleaved(10, ("the shell entrypoint: aws s3 cp and exec", "over 1 s", () => Wall(aws, "/bin/sh", shell)));
}

void Validate(string small, string large)
{
    string[] Check(string file) => [binary, "validate", "--prometheus-version", "3.14", "--offline", file];
    List<(string, string, Func<double>)> rows = [("validate, 50 lines", "≤ 12 ms", () => Wall(none, Check(small)))];
    if (Exists("promtool")) rows.Add(("promtool check config, the same", "", () => Wall(none, "promtool", "check", "config", "--syntax-only", small)));
    table.Interleaved(30, [.. rows]);
    rows = [("validate, 10,000 jobs (2.4 MB)", "≤ 300 ms", () => Wall(none, Check(large)))];
    if (Exists("promtool")) rows.Add(("promtool check config, the same", "", () => Wall(none, "promtool", "check", "config", "--syntax-only", large)));
    table.Interleaved(10, [.. rows]);
    if (!Exists("time")) return;
    table.Row("memory: validate, 50 lines", Mib(Measured.Peak(none, Check(small))), "≤ 25 MiB");
    table.Row("memory: validate, 10,000 jobs", Mib(Measured.Peak(none, Check(large))), "≤ 120 MiB");
}

// Polls every second for half a minute: as many polls as half an hour has.
async Task SuperviseAsync()
{
    var start = new ProcessStartInfo(binary, ["run", "--location", "s3://conf/prometheus.yml", "--prometheus", "/bin/sleep", "--prometheus-version", "3.14", "--refresh-interval", "1s", "--state-dir", Path.Combine(folder, "supervise"), "--listen", "", "--", "600"]) { RedirectStandardError = true };
    foreach (var (name, value) in cloud) start.Environment[name] = value;
    using var process = Process.Start(start)!;
    process.ErrorDataReceived += static (_, _) => { };
    process.BeginErrorReadLine();
    await Task.Delay(TimeSpan.FromSeconds(5));
    var (early, cpu) = (Measured.Resident(process.Id), Measured.Cpu(process.Id));
    await Task.Delay(TimeSpan.FromSeconds(30));
    if (process.HasExited) throw new InvalidOperationException($"run ended with {process.ExitCode}");
    table.Row("resident memory while Prometheus runs, after 30 polls", Mib(Measured.Resident(process.Id)), "≤ 25 MiB");
    table.Row("growth over these polls", $"{Measured.Resident(process.Id) - early} KiB", "flat");
    table.Row("processor time of these 30 polls", $"{(Measured.Cpu(process.Id) - cpu).TotalMilliseconds:0} ms", "");
    _ = kill(process.Id, 15);
    process.WaitForExit();
}

void Discover(int tasks)
{
    // No throttling: what is measured is our own work.
    aws.Ecs.HasRateLimits = false;
    var definition = new TaskDefinition { Family = "app", Containers = [new() { Name = "app", DockerLabels = new Dictionary<string, string> { ["PROMETHEUS_EXPORTER_PORT"] = "8080" } }] };
    var clusters = Enumerable.Range(0, 10).Select(i => aws.Ecs.Create(string.Create(CultureInfo.InvariantCulture, $"n{tasks}-{i}"))).ToList();
    for (var i = 0; i < tasks; i++) clusters[i % 10].Start(definition);
    var calls = aws.Calls.Count;
    string[] words = [binary, "discover", "--once", "--max-request-rate", "1000", "--write-to", Path.Combine(folder, "targets.yml"), .. clusters.SelectMany(static cluster => (string[])["--cluster", cluster.Name])];
    var cost = Measured.Run(0, cloud, words);
    var made = aws.Calls.Count - calls;
    var memory = Exists("time") ? Mib(Measured.Peak(cloud, words)) : "?";
    table.Row($"discover, {tasks:N0} tasks in 10 clusters, one cycle", $"{cost.Cpu.TotalMilliseconds:0} ms CPU, {memory}, {made} calls", tasks == 10_000 ? "≤ 500 ms CPU, ≤ 60 MiB" : "");
    foreach (var cluster in clusters) aws.Ecs.Delete(cluster);
}

void WritePage()
{
    var machine = File.ReadLines("/proc/cpuinfo").FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    var text = File.ReadAllText(page);
    const string Begin = "<!-- begin -->\n", End = "<!-- end -->";
    var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
    var about = $"Measured on {DateTime.UtcNow:yyyy-MM-dd} with {Environment.ProcessorCount} cores of {machine}, {RuntimeInformation.OSDescription}, .NET {Environment.Version}. Times are medians, with the 10th and 90th percentile.\n\n";
    File.WriteAllText(page, $"{text[..from]}\n{about}| what | measured | budget |\n|---|---|---|\n{table}\n{text[to..]}");
}

double Wall(IReadOnlyDictionary<string, string?> environment, params string[] words) => Measured.Run(0, environment, words).Wall.TotalMilliseconds;

string Write(string name, string text)
{
    var path = Path.Combine(folder, name);
    File.WriteAllText(path, text);
    return path;
}

static string Mib(long kib) => $"{kib / 1024.0:0.0} MiB";

static bool Exists(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(path => File.Exists(Path.Combine(path, program)));

[DllImport("libc")]
static extern int kill(int process, int signal);
