using PromLauncher.LocalAws;
using PromLauncher.LocalAws.Ecs;
using PromLauncher.LocalAws.Identity;
using PromLauncher.LocalAws.Metadata;
using PromLauncher.LocalAws.Secrets;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>Placeholders whose values come from Parameter Store and Secrets Manager, and scopes in other accounts.</summary>
[Trait("Category", "Native")]
public sealed class SecretsTest
{
    private const string Policy = """{"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "ssm:GetParameters", "secretsmanager:GetSecretValue", "sts:AssumeRole"], "Resource": "*"}]}""";
    private const string Token = "tok-planted-1";
    private const string Password = "pass: #planted-2 \"quoted\"";

    private const string Config = """
        scrape_configs:
        - job_name: a
          authorization: {credentials: "${ssm:/prom/token}"}
          static_configs: [{targets: ['127.0.0.1:1']}]
        - job_name: b
          basic_auth:
            username: u
            password: ${secretsmanager:db#password}
          static_configs: [{targets: ['127.0.0.1:2']}]

        """;

    private static readonly (string, string?) Location = ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml");

    [Fact]
    public async Task Secrets_reach_Prometheus_are_refreshed_and_are_shown_nowhere()
    {
        await using var run = await StartAsync();
        run.StartPrometheus([], Location, ("PROMLAUNCHER_REFRESH_INTERVAL", "100ms"), ("PROMLAUNCHER_SECRETS_REFRESH_INTERVAL", "100ms"));
        Assert.Contains(Token, await PublishedAsync(run));
        Assert.Contains("#planted-2", await PublishedAsync(run));

        run.Aws.Parameters.Put("/prom/token", "tok-planted-3");
        Assert.Contains("outcome=Confirmed", run.Launcher.WaitFor(static line => line.Contains("reload ended", StringComparison.Ordinal)));
        Assert.Contains("tok-planted-3", await PublishedAsync(run));

        run.Aws.Faults.Add(new Fault { Action = "ssm:*", Kind = FaultKind.Unavailable });
        run.Aws.ForgetCalls();
        await Launched.UntilAsync(() => run.Aws.Calls.Count(static call => call.Action == "ssm:GetParameters") > 3, "secrets were not asked again");
        Assert.Contains("tok-planted-3", await PublishedAsync(run));
        Assert.Single(run.Launcher.Output.Split('\n'), static line => line.Contains("could not be refreshed", StringComparison.Ordinal));
        Assert.Equal(1, (await run.StatusAsync()).GetProperty("fetch").GetProperty("secrets_stale").GetInt32());
        run.Aws.Faults.Clear();
        run.Launcher.WaitFor(static line => line.Contains("a secret can be read again", StringComparison.Ordinal));
        await Launched.UntilAsync(() => run.StatusAsync().GetAwaiter().GetResult().GetProperty("fetch").GetProperty("secrets_stale").GetInt32() == 0, "the secret is still stale");
        Assert.DoesNotContain("planted", run.Launcher.Output);
        Assert.DoesNotContain("planted", (await run.CommandAsync("status", "--format", "json")).Output);
    }

    [Fact]
    public async Task Render_masks_what_is_secret_and_reveals_it_when_asked()
    {
        await using var run = await StartAsync();
        var (code, output) = await run.CommandAsync("render", "s3://conf/prometheus.yml");
        Assert.True(code == 0, output);
        Assert.Contains("job_name: b", output);
        Assert.DoesNotContain("planted", output);
        Assert.Contains(Token, (await run.CommandAsync("render", "--reveal", "s3://conf/prometheus.yml")).Output);
    }

    [Fact]
    public async Task Ten_names_are_one_request_and_each_missing_one_is_reported_with_its_place()
    {
        await using var run = await StartAsync();
        for (var i = 0; i < 25; i++) run.Aws.Parameters.Put($"/p/{i}", $"v{i}", isSecure: false);
        run.Put("global:\n  external_labels:\n" + string.Concat(Enumerable.Range(0, 25).Select(static i => $"    l{i}: ${{ssm:/p/{i}}}\n")));
        var (code, output) = await run.CommandAsync("render", "--reveal", "s3://conf/prometheus.yml");
        Assert.True(code == 0, output);
        Assert.Contains("l24: v24", output);
        Assert.Equal(3, run.Aws.Calls.Count(static call => call.Action == "ssm:GetParameters"));

        run.Aws.Parameters.Delete("/p/7");
        run.Start([], Location, ("PROMLAUNCHER_PROMETHEUS_VERSION", "2.42"));
        Assert.Equal(65, await run.Launcher.ExitAsync());
        Assert.Contains("line=10", run.Launcher.Output);
        Assert.Contains("/p/7", run.Launcher.Output);
    }

    [Fact]
    public async Task A_secret_that_may_not_be_read_names_the_permission()
    {
        await using var run = await StartAsync("""{"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}""");
        run.Start([], Location, ("PROMLAUNCHER_PROMETHEUS_VERSION", "2.42"), ("PROMLAUNCHER_STARTUP_TIMEOUT", "1s"));
        Assert.Equal(77, await run.Launcher.ExitAsync());
        Assert.Contains("ssm:GetParameters", run.Launcher.Output);
    }

    [Fact]
    public async Task Versions_stages_keys_and_other_regions_are_had_by_name_and_the_log_tells_whence()
    {
        await using var run = await StartAsync();
        run.Aws.Parameters.Put("/prom/token", "tok-planted-2");
        run.Aws.Parameters.Put("/prom/far", "planted-far", region: "us-east-1");
        run.Aws.Secrets.Put("db", """{"password": "planted-new", "port": 5432}""");
        run.Aws.Secrets.Put("far", "planted-far-secret", region: "us-west-2");
        run.Put($$"""
            global:
              external_labels:
                a: ${ssm:/prom/token:1}
                b: ${ssm:/prom/token}
                c: ${ssm:arn:aws:ssm:us-east-1:123456789012:parameter/prom/far}
                d: ${secretsmanager:db#password}
                e: ${secretsmanager:db#port}
                f: ${secretsmanager:db#password@AWSPREVIOUS}
                g: ${secretsmanager:{{SecretsManagerApi.Arn("far", "us-west-2")}}}
                h: ${ssm:/none:-none}
            """);
        var (code, output) = await run.CommandAsync("render", "--reveal", "s3://conf/prometheus.yml");
        Assert.True(code == 0, output);
        foreach (var line in (string[])["a: tok-planted-1", "b: tok-planted-2", "c: planted-far", "d: planted-new", "e: 5432", "f: \"pass: #planted-2", "g: planted-far-secret", "h: none"]) Assert.Contains("\n    " + line, output);
        Assert.Equal(3, run.Aws.Calls.Count(static call => call.Action == "secretsmanager:GetSecretValue"));
        Assert.Equal(2, run.Aws.Calls.Count(static call => call.Action == "ssm:GetParameters"));

        (code, output) = await run.CommandAsync("render", "--log-level", "debug", "s3://conf/prometheus.yml");
        Assert.True(code == 0, output);
        Assert.Contains("placeholder=${ssm:/prom/token:1} file=prometheus.yml line=3 column=8 from=\"Parameter Store, version 1\"", output);
        Assert.Contains("placeholder=${secretsmanager:db#password@AWSPREVIOUS}", output);
        Assert.Contains("placeholder=${ssm:/none} file=prometheus.yml line=10 column=8 from=default", output);
        Assert.DoesNotContain("planted", output);
    }

    [Fact]
    public async Task A_task_s_own_values_are_had_on_both_launch_types_and_outside_of_ECS_the_variable_is_named()
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put("""
            global:
              external_labels: {c: '${ecs:cluster}', a: '${ecs:cluster_arn}', t: '${ecs:task_id}', f: '${ecs:family}:${ecs:revision}', n: '${ecs:container_name}', z: '${ecs:availability_zone:-none}', s: '${ecs:service:-none}', r: '${aws:region}', i: '${aws:account_id}'}

            """);
        const string Common = "a: 'arn:aws:ecs:eu-west-1:123456789012:cluster/demo', t: '158d1c8083dd49d6b527399fd6414f5c', f: 'prometheus:7', n: 'prometheus'";
        string[] render = ["render", "s3://conf/prometheus.yml"];
        run.Aws.Metadata.Task = new TaskFacts { ServiceName = "monitoring" };
        Assert.Contains($"{{c: 'demo', {Common}, z: 'eu-west-1b', s: 'monitoring', r: 'eu-west-1', i: '123456789012'}}", (await run.CommandAsync(render)).Output);
        run.Aws.Metadata.Task = new TaskFacts { Cluster = "demo", LaunchType = "EC2", AvailabilityZone = null };
        Assert.Contains($"{{c: 'demo', {Common}, z: 'none', s: 'none', r: 'eu-west-1', i: '123456789012'}}", (await run.CommandAsync(render)).Output);

        var (code, output) = await run.CommandAsync(render, ("ECS_CONTAINER_METADATA_URI_V4", null), ("AWS_REGION", "eu-west-1"));
        Assert.Equal(65, code);
        Assert.Contains("ECS_CONTAINER_METADATA_URI_V4", output);
        Assert.Equal(6, output.Split("id=placeholder-not-here").Length - 1);
    }

    [Fact]
    public async Task Clusters_of_another_account_are_scanned_in_its_role()
    {
        const string Other = "arn:aws:iam::999999999999:role/other";
        await using var run = await StartAsync();
        run.Aws.Principals.Add(new Role { Arn = Other, ExternalId = "x" });
        run.Aws.Ecs.Create("far", "eu-central-1", "999999999999").Start(
            new TaskDefinition { Family = "web", Containers = [new() { Name = "web", DockerLabels = new Dictionary<string, string> { ["PROMETHEUS_EXPORTER_PORT"] = "8080" } }] },
            new TaskStart { Ipv4 = "10.9.0.1" });
        var file = Path.Combine(run.Folder, "targets.yml");
        var (code, output) = await run.CommandAsync("discover", "--scope", $"role={Other},external-id=x,region=eu-central-1,cluster=far", "--once", "--write-to", file);
        Assert.True(code == 0, output);
        Assert.Contains("10.9.0.1:8080", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(77, (await run.CommandAsync("discover", "--scope", $"role={Other},external-id=wrong,region=eu-central-1,cluster=far", "--once", "--write-to", file)).Code);
    }

    private static async Task<CloudRun> StartAsync(string policy = Policy)
    {
        var run = await CloudRun.CreateAsync(policy);
        run.Aws.Parameters.Put("/prom/token", Token);
        run.Aws.Secrets.Put("db", $$"""{"password": {{System.Text.Json.JsonSerializer.Serialize(Password)}}}""");
        run.Put(Config);
        return run;
    }

    private static Task<string> PublishedAsync(CloudRun run) =>
        File.ReadAllTextAsync(Path.Combine(run.Folder, "state", "current", "prometheus.yml"), TestContext.Current.CancellationToken);
}
