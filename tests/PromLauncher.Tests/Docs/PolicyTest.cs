using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PromLauncher.LocalAws.Ec2;
using PromLauncher.LocalAws.Ecs;
using PromLauncher.LocalAws.Identity;
using PromLauncher.Tests.EndToEnd;

namespace PromLauncher.Tests.Docs;

/// <summary>The task role's policy of the samples: it is enough, nothing in it is too much, and what is missing of it is named.</summary>
[Trait("Category", "Native")]
public sealed partial class PolicyTest
{
    private const string OtherAccount = "210987654321";
    private const string OtherRole = $"arn:aws:iam::{OtherAccount}:role/prometheus-discovery";

    private static readonly string Sample = File.ReadAllText(Path.Combine(Repository.Root, "samples", "iam-task-role-policy.json"))
        .Replace("BUCKET", "conf", StringComparison.Ordinal).Replace("CLUSTER", "prod", StringComparison.Ordinal);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Each action with a command that can't do without it.</summary>
    public static TheoryData<string, string> Uses => new()
    {
        { "s3:GetObject", "validate s3://conf/prometheus.yml" },
        { "s3:ListBucket", "validate s3://conf/prometheus/" },
        { "s3:GetObjectVersion", "validate s3://conf/prometheus.yml?versionId=VERSION" },
        { "kms:Decrypt", "validate s3://conf/prometheus/encrypted.yml" },
        { "ssm:GetParameters", "validate s3://conf/prometheus/ssm.yml" },
        { "secretsmanager:GetSecretValue", "validate s3://conf/prometheus/secretsmanager.yml" },
        { "ecs:ListTasks", "discover --cluster prod --once --write-to FILE" },
        { "ecs:DescribeTasks", "discover --cluster prod --once --write-to FILE" },
        { "ecs:DescribeTaskDefinition", "discover --cluster prod --once --write-to FILE" },
        { "ecs:DescribeContainerInstances", "discover --cluster prod --once --write-to FILE" },
        { "ec2:DescribeInstances", "discover --cluster prod --once --write-to FILE" },
        { "ec2:DescribeNetworkInterfaces", "discover --cluster prod --address public --once --write-to FILE" },
        { "ecs:DescribeServices", "discover --cluster prod --labels extended --once --write-to FILE" },
        { "ecs:DescribeClusters", "discover --cluster prod --labels extended --once --write-to FILE" },
        { "ecs:ListClusters", "discover --cluster * --once --write-to FILE" },
        { "sts:AssumeRole", $"discover --cluster theirs --role-arn {OtherRole} --once --write-to FILE" },
    };

    [Fact]
    public void Nothing_in_it_goes_unused()
    {
        using var document = JsonDocument.Parse(Sample);
        var granted = document.RootElement.GetProperty("Statement").EnumerateArray().SelectMany(static statement => Words(statement.GetProperty("Action"))).ToArray();
        Assert.Equal(granted.Distinct(), granted);
        // Prometheus itself writes; the samples are signed by it or, in A_write_needs_its_permission, by another client.
        Assert.Equal(Uses.Select(static row => row.Data.Item1).Append("aps:RemoteWrite").Order(), granted.Order());
    }

    [Fact]
    public void Each_configuration_that_a_task_definition_names_may_be_read()
    {
        var policy = Policy.Parse(Sample);
        var named = Directory.GetFiles(Path.Combine(Repository.Root, "samples"), "ecs-task-definition*.json").Select(static file => (file, Location().Match(File.ReadAllText(file)).Groups[1].Value)).ToArray();
        Assert.NotEmpty(named);
        Assert.All(named, one => Assert.True(policy.Allows("s3:GetObject", "arn:aws:s3:::conf/" + one.Value, new Dictionary<string, string>()), $"{one.file}: {one.Value}"));
    }

    [Theory]
    [MemberData(nameof(Uses))]
    public async Task It_is_enough(string action, string command)
    {
        await using var run = await StartAsync(Sample);
        var (code, output) = await run.CommandAsync(Words(run, command));
        Assert.True(code == 0, output);
        Assert.Contains(run.Aws.Calls, call => call.Action == action);
        Assert.DoesNotContain(run.Aws.Calls, static call => !call.IsAllowed);
    }

    [Theory]
    [MemberData(nameof(Uses))]
    public async Task The_one_that_is_missing_is_named_and_no_other(string action, string command)
    {
        await using var run = await StartAsync(Sample.Replace("\"Statement\": [", $$"""
            "Statement": [{"Effect": "Deny", "Action": "{{action}}", "Resource": "*"},
            """, StringComparison.Ordinal));
        var (_, output) = await run.CommandAsync(Words(run, command));
        Assert.Contains(run.Aws.Calls, call => call.Action == action && !call.IsAllowed);
        // The help may name what goes with it.
        Assert.True(Action().Matches(Help().Replace(output, "")).Select(static match => match.Value).Distinct().SequenceEqual([action]), output);
    }

    [Theory]
    [InlineData("", "200")]
    [InlineData("""{"Effect": "Deny", "Action": "aps:RemoteWrite", "Resource": "*"},""", "403")]
    public async Task A_write_needs_its_permission(string denial, string status)
    {
        await using var run = await StartAsync(Sample);
        var keys = run.Aws.Principals.Add(new Principal
        {
            AccessKeyId = "AKIAWRITER",
            SecretAccessKey = "secret",
            Policy = Policy.Parse(Sample.Replace("\"Statement\": [", "\"Statement\": [" + denial, StringComparison.Ordinal)),
        });
        using var curl = Process.Start(new ProcessStartInfo("curl",
        [
            "-s", "-o", "/dev/null", "-w", "%{http_code}", "--noproxy", "*", "--max-time", "60", "--aws-sigv4", "aws:amz:eu-west-1:aps", "--user", $"{keys.AccessKeyId}:{keys.SecretAccessKey}",
            "--data-binary", "x", $"{run.Aws.Endpoint}workspaces/ws-EXAMPLE/api/v1/remote_write",
        ]) { RedirectStandardOutput = true })!;
        Assert.Equal(status, await curl.StandardOutput.ReadToEndAsync(Token));
        await curl.WaitForExitAsync(Token);
    }

    /// <summary>One of everything that a permission is needed for.</summary>
    private static async Task<CloudRun> StartAsync(string policy)
    {
        var run = await CloudRun.CreateAsync(policy);
        run.Aws.Principals.Add(new Role { Arn = OtherRole, Policy = Policy.AllowAll });
        run.Aws.Ecs.Create("theirs", account: OtherAccount).Start(Web("theirs"));
        var cluster = run.Aws.Ecs.Create("prod");
        cluster.Start(Web("web"), new TaskStart { Service = "web", PublicIp = "203.0.113.7" });
        var bridged = Web("bridged") with { NetworkMode = "bridge" };
        cluster.Start(bridged, new TaskStart { LaunchType = "EC2", Instance = cluster.AddInstance(new Ec2Instance { PrivateIp = "10.9.8.7", PublicIp = "203.0.113.8" }) });

        run.Aws.Parameters.Put("/prometheus/token", "t");
        run.Aws.Secrets.Put("prometheus/token", "t");
        var bucket = run.Aws.S3.Create("conf");
        bucket.IsVersioned = true;
        run.Put(Job("${NONE:-x}"));
        run.Put(Job("${NONE:-x}"), "prometheus/prometheus.yml");
        run.Put(Job("${ssm:/prometheus/token}"), "prometheus/ssm.yml");
        run.Put(Job("${secretsmanager:prometheus/token}"), "prometheus/secretsmanager.yml");
        bucket.Put("prometheus/encrypted.yml", System.Text.Encoding.UTF8.GetBytes(Job("${NONE:-x}")), kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/KEY");
        return run;
    }

    private static string Job(string token) => string.Create(CultureInfo.InvariantCulture,
        $"scrape_configs:\n- job_name: a\n  authorization: {{credentials: '{token}'}}\n  static_configs: [{{targets: ['127.0.0.1:1']}}]\n");

    private static TaskDefinition Web(string family) => new()
    {
        Family = family,
        Containers = [new() { Name = "web", DockerLabels = new Dictionary<string, string> { ["PROMETHEUS_EXPORTER_PORT"] = "8080" }, Ports = [new(8080)] }],
    };

    private static string[] Words(CloudRun run, string command) =>
    [
        .. command.Replace("VERSION", run.Aws.S3.Create("conf").Find("prometheus.yml")!.VersionId, StringComparison.Ordinal)
            .Replace("FILE", Path.Combine(run.Folder, "targets.yml"), StringComparison.Ordinal).Split(' '),
    ];

    private static IEnumerable<string> Words(JsonElement one) => one.ValueKind == JsonValueKind.Array ? one.EnumerateArray().Select(static word => word.GetString()!) : [one.GetString()!];

    [GeneratedRegex("s3://BUCKET/([^\"]+)\"")]
    private static partial Regex Location();

    [GeneratedRegex(@"\b(?:s3|kms|ecs|ec2|ssm|secretsmanager|sts|aps):[A-Z][A-Za-z]+")]
    private static partial Regex Action();

    [GeneratedRegex(""" help="[^"]*"|^ +help:.*$""", RegexOptions.Multiline)]
    private static partial Regex Help();
}
