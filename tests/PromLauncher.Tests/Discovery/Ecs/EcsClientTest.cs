using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PromLauncher.Discovery.Ecs;
using PromLauncher.Tests.Aws;
using PromLauncher.Tests.Discovery.Targets;

namespace PromLauncher.Tests.Discovery.Ecs;

public sealed class EcsClientTest
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_is_read_with_all_that_a_target_needs()
    {
        var (answer, request) = await CallAsync("""
            {"tasks":[{"attachments":[{"id":"1","type":"Service","details":[]},{"id":"2","type":"ElasticNetworkInterface","status":"ATTACHED","details":[
              {"name":"subnetId","value":"subnet-1"},{"name":"networkInterfaceId","value":"eni-1"},{"name":"privateIPv4Address","value":"10.0.0.1"}]}],
              "attributes":[{"name":"ecs.cpu-architecture","value":"x86_64"}],"availabilityZone":"eu-west-1a","clusterArn":"arn:c","connectivity":"CONNECTED","connectivityAt":1.7e9,
              "containers":[{"containerArn":"arn:k","taskArn":"arn:t","name":"app","image":"nginx","runtimeId":"x","lastStatus":"RUNNING",
                "networkBindings":[{"bindIP":"0.0.0.0","containerPort":80,"hostPort":32768,"protocol":"tcp"},{"containerPortRange":"1-2","hostPortRange":"3-4","bindIP":"::","protocol":"udp"}],
                "networkInterfaces":[{"attachmentId":"2","privateIpv4Address":"10.0.0.1","ipv6Address":"fd00::1"}],"healthStatus":"UNKNOWN","managedAgents":[],"cpu":"0"}],
              "cpu":"256","desiredStatus":"RUNNING","group":"service:web","healthStatus":"HEALTHY","lastStatus":"RUNNING","launchType":"FARGATE","memory":"512",
              "overrides":{"containerOverrides":[{"name":"app"}],"inferenceAcceleratorOverrides":[]},"platformVersion":"1.4.0","platformFamily":"Linux","startedBy":"ecs-svc/1",
              "containerInstanceArn":"arn:i","tags":[{"key":"a","value":"b"},{"key":"c"}],"taskArn":"arn:t","taskDefinitionArn":"arn:d","version":3}],
             "failures":[{"arn":"arn:x","reason":"MISSING"},{"arn":"arn:y","reason":"SOMETHING","detail":"d"}]}
            """, client => client.DescribeTasksAsync("prod", ["arn:t", "arn:x"], tags: true, Stop));
        Assert.Equal("AmazonEC2ContainerServiceV20141113.DescribeTasks", request.Target);
        Assert.Equal("""{"cluster":"prod","tasks":["arn:t","arn:x"],"include":["TAGS"]}""", request.Body);
        var task = Assert.Single(answer.Items);
        Assert.Equal(
            ("arn:t", "arn:c", "arn:d", "service:web", "FARGATE", "RUNNING", "RUNNING", "HEALTHY", "eu-west-1a", "arn:i", "Linux", "1.4.0", "ecs-svc/1", "web"),
            (task.Arn, task.ClusterArn, task.DefinitionArn, task.Group, task.LaunchType, task.LastStatus, task.DesiredStatus, task.HealthStatus, task.AvailabilityZone,
                task.ContainerInstanceArn, task.PlatformFamily, task.PlatformVersion, task.StartedBy, task.Service));
        Assert.Equal(new NetworkAttachment("eni-1", "subnet-1", "10.0.0.1"), task.Attachment);
        Assert.Equal([new Tag("a", "b"), new Tag("c", "")], task.Tags);
        var container = Assert.Single(task.Containers);
        Assert.Equal(("app", "arn:k", "10.0.0.1", "fd00::1"), (container.Name, container.Arn, container.Ipv4, container.Ipv6));
        Assert.Equal([Given.Binding(80, 32768), new NetworkBinding { ContainerPortRange = "1-2", HostPortRange = "3-4", BindIp = "::", Protocol = "udp" }], container.Bindings);
        Assert.Equal([new EcsFailure("arn:x", "MISSING"), new EcsFailure("arn:y", "SOMETHING")], answer.Failures);
    }

    [Theory]
    [InlineData("{}", 0)]
    [InlineData("""{"tasks":null,"failures":null}""", 0)]
    [InlineData("""{"tasks":[null,1,{},{"taskArn":null},{"taskArn":"arn:t"}]}""", 1)]
    [InlineData("""{"tasks":[{"taskArn":"arn:t","containers":null,"attachments":{},"tags":"x","group":{"a":[1]},"lastStatus":7}]}""", 1)]
    [InlineData("""{"tasks":[{"taskArn":"arn:t","containers":[{"networkBindings":null,"networkInterfaces":[{}]}],"attachments":[{"details":[{}]}]}]}""", 1)]
    public async Task Every_member_may_be_missing(string body, int expected) =>
        Assert.Equal(expected, (await CallAsync(body, static client => client.DescribeTasksAsync("prod", ["arn:t"], tags: false, Stop))).Answer.Items.Count);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"tasks\":[")]
    [InlineData("<html>")]
    public async Task What_is_not_an_answer_fails(string body) =>
        Assert.NotNull(await Record.ExceptionAsync(() => CallAsync(body, static client => client.DescribeTasksAsync("prod", ["arn:t"], tags: false, Stop))));

    [Theory]
    [InlineData("""{"taskArns":["a","b"],"nextToken":"t"}""", "a b", "t")]
    [InlineData("""{"taskArns":[],"nextToken":"t"}""", "", "t")]
    [InlineData("""{"taskArns":["a"],"nextToken":""}""", "a", null)]
    [InlineData("""{"taskArns":["a"],"nextToken":null}""", "a", null)]
    [InlineData("{}", "", null)]
    public async Task A_page_may_be_empty_and_still_be_followed_by_others(string body, string expected, string? next)
    {
        var (page, request) = await CallAsync(body, static client => client.ListTasksAsync("prod", "before", static text => text.ToString(), Stop));
        Assert.Equal("""{"cluster":"prod","nextToken":"before"}""", request.Body);
        Assert.Equal((expected, next), (string.Join(' ', page.Items), page.Next));
    }

    [Fact]
    public async Task A_listed_arn_is_the_string_that_is_held_already()
    {
        var held = new string("arn:held");
        var (page, _) = await CallAsync("""{"taskArns":["arn:held"]}""", client => client.ListTasksAsync("prod", null, text => text.SequenceEqual(held) ? held : "", Stop));
        Assert.Same(held, Assert.Single(page.Items));
    }

    [Fact]
    public async Task A_task_definition_is_read_without_its_environment()
    {
        var (definition, request) = await CallAsync("""
            {"taskDefinition":{"taskDefinitionArn":"arn:d","family":"web","revision":12,"networkMode":"awsvpc","status":"ACTIVE","volumes":[],"cpu":"256","containerDefinitions":[
              {"name":"app","image":"nginx:1","environment":[{"name":"PASSWORD","value":"s3cr3t"}],"secrets":[{"name":"X","valueFrom":"arn:secret"}],
               "portMappings":[{"containerPort":80,"hostPort":80,"protocol":"tcp"},{"containerPortRange":"90-92"},{}],"dockerLabels":{"b":"2","a":"1"}},
              {"name":"bare"},{"image":"nameless"}]},"tags":[]}
            """, static client => client.DescribeTaskDefinitionAsync("arn:d", Stop));
        Assert.Equal("""{"taskDefinition":"arn:d"}""", request.Body);
        Assert.Equal(("arn:d", "web", "12", "awsvpc"), (definition.Arn, definition.Family, definition.Revision, definition.NetworkMode));
        Assert.Equal(["app", "bare"], definition.Containers.Select(static container => container.Name));
        Assert.Equal([80, 90, 91, 92], definition.Containers[0].Ports);
        Assert.Equal(("1", "2", null), (definition.Containers[0].Label("a"), definition.Containers[0].Label("b"), definition.Containers[0].Label("c")));
        Assert.DoesNotContain("s3cr3t", JsonSerializer.Serialize(definition), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Places_are_read()
    {
        var clusters = await CallAsync("""{"clusters":[{"clusterArn":"arn:aws:ecs:r:1:cluster/prod","clusterName":"prod","status":"ACTIVE","tags":[{"key":"a","value":"b"}]}]}""",
            static client => client.DescribeClustersAsync(["prod"], Stop));
        Assert.Equal("""{"clusters":["prod"],"include":["TAGS"]}""", clusters.Request.Body);
        Assert.Equal(("prod", "b"), (clusters.Answer.Items[0].Name, clusters.Answer.Items[0].Tags[0].Value));
        var services = await CallAsync("""{"services":[{"serviceArn":"arn:s","serviceName":"web","status":"DRAINING","deployments":[{"id":"1"}],"tags":[]}]}""",
            static client => client.DescribeServicesAsync("prod", ["web"], Stop));
        Assert.Equal(("web", "DRAINING"), (services.Answer.Items[0].Name, services.Answer.Items[0].Status));
        var instances = await CallAsync("""{"containerInstances":[{"containerInstanceArn":"arn:i","ec2InstanceId":"i-1"},{"containerInstanceArn":"arn:j","ec2InstanceId":"mi-1"},{"containerInstanceArn":"arn:k"}]}""",
            static client => client.DescribeContainerInstancesAsync("prod", ["arn:i"], Stop));
        Assert.Equal([("i-1", false), ("mi-1", true), (null, false)], instances.Answer.Items.Select(static instance => (instance.InstanceId, instance.IsExternal)));
    }

    [Fact]
    public async Task Ec2_instances_are_read_and_may_lack_anything()
    {
        await using var server = await StubServer.StartAsync(static context => context.Response.WriteAsync("""
            <DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><reservationSet><item><instancesSet>
            <item><instanceId>i-1</instanceId><privateDnsName></privateDnsName><privateIpAddress>10.0.9.9</privateIpAddress><ipAddress>52.1.2.3</ipAddress><instanceType>m7g.large</instanceType>
              <subnetId>subnet-9</subnetId><vpcId>vpc-9</vpcId><ipv6Address>2001:db8::9</ipv6Address><tagSet><item><key>Name</key><value>node</value></item></tagSet></item>
            <item><instanceId>i-2</instanceId></item></instancesSet></item></reservationSet></DescribeInstancesResponse>
            """, Stop));
        using var aws = TestAws.At(server.Url);
        using var client = new Ec2Client(aws, "eu-west-1", new TextPool());
        var instances = await client.DescribeInstancesAsync(["i-1", "i-2"], Stop);
        Assert.Equal(Given.Host with { Id = "i-1", Tags = [] }, instances[0] with { Tags = [] });
        Assert.Equal([new Tag("Name", "node")], instances[0].Tags);
        Assert.Equal((null, null, null), (instances[1].PrivateIp, instances[1].PublicIp, instances[1].Type));
    }

    [Fact]
    public void A_pool_gives_one_string_for_a_text_and_forgets_old_ones()
    {
        var pool = new TextPool();
        var first = pool.Get("a");
        Assert.Same(first, pool.Get("a"));
        for (var i = 0; i < 20_000; i++) pool.Get($"{i}");
        Assert.NotSame(first, pool.Get("a"));
        Assert.Equal("a", pool.Get("a"));
    }

    private static async Task<(T Answer, (string Target, string Body) Request)> CallAsync<T>(string answer, Func<EcsClient, Task<T>> call)
    {
        (string, string) request = default;
        await using var server = await StubServer.StartAsync(async context =>
        {
            request = ($"{context.Request.Headers["X-Amz-Target"]}", await new StreamReader(context.Request.Body).ReadToEndAsync(Stop));
            context.Response.ContentType = "application/x-amz-json-1.1";
            await context.Response.WriteAsync(answer, Stop);
        });
        using var aws = TestAws.At(server.Url);
        using var client = new EcsClient(aws, "eu-west-1", new TextPool());
        return (await call(client), request);
    }
}
