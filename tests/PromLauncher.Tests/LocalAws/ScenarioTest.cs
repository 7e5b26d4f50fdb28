using System.Text.Json;
using PromLauncher.LocalAws;
using PromLauncher.LocalAws.Identity;

namespace PromLauncher.Tests.LocalAws;

/// <summary>The scenario of the local AWS's README, as Debian's <c>aws</c> sees it.</summary>
public sealed class ScenarioTest
{
    [Fact]
    public async Task The_scenario_of_the_readme_is_what_the_apis_tell()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests", "PromLauncher.LocalAws", "README.md"), TestContext.Current.CancellationToken);
        await using var server = await ApplyAsync(readme.Split("```json\n")[1].Split("```")[0]);
        var aws = new AwsCli(server, server.Principals.Add(new Principal { AccessKeyId = "AKIDEXAMPLE", SecretAccessKey = "secret" }));

        // Three throttled calls are more than the two attempts that it makes.
        Assert.Contains("(ThrottlingException)", await aws.RefusedAsync("ecs", "list-tasks", "--cluster", "demo"), StringComparison.Ordinal);
        var tasks = (await aws.JsonAsync("ecs", "list-tasks", "--cluster", "demo"))["taskArns"]!.AsArray().Select(static arn => (string)arn!).ToArray();
        var described = (await aws.JsonAsync(["ecs", "describe-tasks", "--cluster", "demo", "--tasks", .. tasks]))["tasks"]!.AsArray();
        Assert.Equal(["service:web", "service:web", "service:web", "family:old", "family:late"], described.Select(static task => (string)task!["group"]!));
        Assert.Equal("ecs-service-connect-x", (string)described[0]!["containers"]![1]!["name"]!);
        Assert.Equal(32768, (int)described[3]!["containers"]![0]!["networkBindings"]![0]!["hostPort"]!);
        Assert.Equal("PENDING", (string)described[4]!["lastStatus"]!);
        var machine = (string)server.Ecs.Create("demo").Instances[0].MachineId;
        Assert.Equal("10.0.0.1", (string)(await aws.JsonAsync("ec2", "describe-instances", "--instance-ids", machine))["Reservations"]![0]!["Instances"]![0]!["PrivateIpAddress"]!);
    }

    [Fact]
    public async Task Every_member_that_the_readme_names_is_read()
    {
        await using var server = await ApplyAsync("""
            {
              "principals": [{"accessKeyId": "a", "secretAccessKey": "b", "arn": "arn:aws:iam::123456789012:user/x", "policy": {"Statement": []}}],
              "taskRole": {"arn": "arn:aws:iam::123456789012:role/task"}, "roles": [{"arn": "arn:aws:iam::9:role/other", "externalId": "x"}], "task": {"family": "x"},
              "buckets": [{"name": "b", "region": "eu-west-1", "versioned": true, "objects": {"k": "v"}, "files": {}}],
              "pageSize": 10, "hasEmptyPages": true, "hasRateLimits": false, "receiver": "http://127.0.0.1:1/", "acceptsUnsignedWrites": true,
              "faults": [{"action": "ecs:*", "resource": "*", "kind": "Delay", "times": 1, "probability": 0.5, "delayMilliseconds": 1}],
              "clusters": [{"name": "c", "region": "eu-west-1", "account": "9", "tags": {"a": "b"}, "services": [{"name": "s", "status": "DRAINING", "tags": {"a": "b"}}],
                "machines": [
                  {"name": "one", "privateIp": "10.0.0.1", "publicIp": "1.2.3.4", "ipv6": "::1", "privateDnsName": "", "capacityProvider": "p", "tags": {"a": "b"}},
                  {"name": "outside", "isExternal": true}, {"name": "missing", "isMissing": true}, {"name": "unknown", "isUnknownToEc2": true}],
                "tasks": [
                  {"family": "many", "revision": 2, "count": 2000, "containers": [{"name": "app", "image": "i", "environment": {"A": "B"}, "ports": [{"range": "8000-8009"}]}]},
                  {"family": "all", "networkMode": "bridge", "launchType": "MANAGED_INSTANCES", "machine": "one", "service": "s", "lastStatus": "RUNNING", "bindsIpv6": true,
                   "availabilityZone": "eu-west-1a", "sidecars": ["x"], "tags": {"a": "b"}, "capacityProvider": "p", "startedBy": "me", "containers": [{"name": "app", "ports": [{"containerPort": 80, "hostPort": 8080}]}]},
                  {"family": "own", "group": "", "ipv4": "", "ipv6": "2001:db8::1", "publicIp": "1.2.3.4"},
                  {"family": "out", "networkMode": null, "launchType": "EXTERNAL", "machine": "outside"}]}]
            }
            """);
        var cluster = server.Ecs.Create("c", account: "9");
        Assert.Equal((2003, 3, "DRAINING"), (cluster.Tasks.Count, cluster.Instances.Count, cluster.Services[0].Status));
        Assert.Equal([("0.0.0.0", 8080), ("::", 8080)], cluster.Tasks[2000].Containers[0].Bindings.Select(static binding => (binding.BindIp, binding.HostPort)));
        Assert.Equal((null, null, "2001:db8::1", "1.2.3.4"), (cluster.Tasks[2001].Group, cluster.Tasks[2001].Interface!.Ipv4, cluster.Tasks[2001].Interface!.Ipv6, cluster.Tasks[2001].Interface!.PublicIp));
        await Assert.ThrowsAsync<JsonException>(() => ApplyAsync("""{"cluster": []}"""));
    }

    private static async Task<LocalAwsServer> ApplyAsync(string scenario)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, scenario, TestContext.Current.CancellationToken);
            var read = Scenario.Read(path);
            var server = await LocalAwsServer.StartAsync();
            read.Apply(server, Path.GetTempPath());
            return server;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
