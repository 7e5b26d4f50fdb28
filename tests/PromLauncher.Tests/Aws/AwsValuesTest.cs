using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PromLauncher.Aws;

namespace PromLauncher.Tests.Aws;

public sealed class AwsValuesTest
{
    private const string TaskPath = "/v4/abc";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Parameters_are_asked_ten_at_a_time_and_each_once()
    {
        await using var store = await FakeStore.StartAsync();
        for (var i = 0; i < 23; i++) store.Parameters[$"/p/{i}"] = $"value {i}";
        using var aws = TestAws.At(store.Url);
        List<AwsName> names = [.. Enumerable.Range(0, 23).Select(i => new AwsName("ssm", $"/p/{i}"))];
        var values = await new AwsValues(aws).ResolveAsync([.. names, .. names], TimeSpan.Zero, Stop);
        Assert.Equal(23, values.Count);
        Assert.All(names, name => Assert.Equal("value " + name.Name[3..], values[name].Text));
        Assert.All(values.Values, value => Assert.True(value.IsSecret));
        Assert.Equal([10, 10, 3], store.Batches.Select(batch => batch.Length));
    }

    [Fact]
    public async Task One_parameter_that_is_refused_does_not_take_the_others_with_it()
    {
        await using var store = await FakeStore.StartAsync();
        store.Parameters["/a"] = "1";
        store.Parameters["/secret"] = "2";
        store.Denied.Add("/secret");
        using var aws = TestAws.At(store.Url);
        var values = await new AwsValues(aws).ResolveAsync([new("ssm", "/a"), new("ssm", "/secret"), new("ssm", "/none")], TimeSpan.Zero, Stop);
        Assert.Equal("1", values[new("ssm", "/a")].Text);
        Assert.Equal(AwsValueOutcome.Refused, values[new("ssm", "/secret")].Outcome);
        Assert.Contains("ssm:GetParameters", values[new("ssm", "/secret")].Problem, StringComparison.Ordinal);
        Assert.Equal(AwsValueOutcome.NotFound, values[new("ssm", "/none")].Outcome);
    }

    [Theory]
    [InlineData("/p:3", "third")]
    [InlineData("/p:stable", "stable one")]
    [InlineData("/p", "newest")]
    [InlineData("arn:aws:ssm:ap-southeast-2:123456789012:parameter/p", "newest")]
    public async Task Versions_labels_and_arns_are_distinguished(string name, string value)
    {
        await using var store = await FakeStore.StartAsync();
        store.Parameters["/p"] = "newest";
        store.Parameters["/p:3"] = "third";
        store.Parameters["/p:stable"] = "stable one";
        using var aws = TestAws.At(store.Url);
        var values = await new AwsValues(aws).ResolveAsync([new("ssm", name)], TimeSpan.Zero, Stop);
        Assert.Equal(value, values[new("ssm", name)].Text);
        Assert.Equal(name.StartsWith("arn:", StringComparison.Ordinal) ? "ap-southeast-2" : "eu-west-1", store.Regions.Single());
    }

    [Fact]
    public async Task Versions_of_one_parameter_are_distinguished_in_one_request_too()
    {
        await using var store = await FakeStore.StartAsync();
        (store.Parameters["/p"], store.Parameters["/p:3"]) = ("newest", "third");
        using var aws = TestAws.At(store.Url);
        var values = await new AwsValues(aws).ResolveAsync([new("ssm", "/p:3"), new("ssm", "/p")], TimeSpan.Zero, Stop);
        Assert.Equal(("third", "newest"), (values[new("ssm", "/p:3")].Text, values[new("ssm", "/p")].Text));
        Assert.Single(store.Batches);
    }

    [Theory]
    [InlineData("user@corp@AWSCURRENT", "user@corp@AWSCURRENT", "whole")]
    [InlineData("db#a@b@blue", "db@blue", "member")]
    [InlineData("db@blue", "db@blue", """{"a@b":"member"}""")]
    public async Task What_follows_the_last_at_sign_is_the_stage(string name, string asked, string value)
    {
        await using var store = await FakeStore.StartAsync();
        (store.Secrets["user@corp@AWSCURRENT"], store.Secrets["db@blue"]) = ("whole", """{"a@b":"member"}""");
        using var aws = TestAws.At(store.Url);
        var values = await new AwsValues(aws).ResolveAsync([new("secretsmanager", name)], TimeSpan.Zero, Stop);
        Assert.Equal(value, values[new("secretsmanager", name)].Text);
        Assert.Equal([asked], store.SecretReads);
    }

    [Fact]
    public async Task A_secret_is_read_once_for_all_its_keys()
    {
        await using var store = await FakeStore.StartAsync();
        store.Secrets["db"] = """{"user":"u","password":"p w","port":5432,"none":null}""";
        store.Secrets["db@AWSPREVIOUS"] = """{"password":"old"}""";
        store.Secrets["token"] = "plain";
        using var aws = TestAws.At(store.Url);
        string[] wanted = ["db#user", "db#password", "db#port", "db#none", "db#other", "db#password@AWSPREVIOUS", "token", "token#x", "missing", "db@NOSTAGE"];
        var values = await new AwsValues(aws).ResolveAsync([.. wanted.Select(name => new AwsName("secretsmanager", name))], TimeSpan.Zero, Stop);
        Assert.Equal(["u", "p w", "5432", null, null, "old", "plain", null, null, null], wanted.Select(name => values[new("secretsmanager", name)].Text));
        Assert.Equal(AwsValueOutcome.NotFound, values[new("secretsmanager", "token#x")].Outcome);
        Assert.DoesNotContain("plain", values[new("secretsmanager", "token#x")].Problem, StringComparison.Ordinal);
        Assert.Equal(1, store.SecretReads.Count(id => id == "db"));
    }

    [Fact]
    public async Task A_secret_s_arn_is_asked_in_its_region()
    {
        const string arn = "arn:aws:secretsmanager:us-west-2:123456789012:secret:db-AbCdEf";
        await using var store = await FakeStore.StartAsync();
        store.Secrets[arn] = "x";
        using var aws = TestAws.At(store.Url);
        var values = await new AwsValues(aws).ResolveAsync([new("secretsmanager", arn)], TimeSpan.Zero, Stop);
        Assert.Equal("x", values[new("secretsmanager", arn)].Text);
        Assert.Equal("us-west-2", store.Regions.Single());
    }

    [Fact]
    public async Task Secrets_are_kept_for_their_interval_and_beyond_it_when_asking_again_fails()
    {
        await using var store = await FakeStore.StartAsync();
        store.Parameters["/a"] = "1";
        using var aws = TestAws.At(store.Url);
        var values = new AwsValues(aws);
        AwsName name = new("ssm", "/a");
        Assert.Equal("1", (await values.ResolveAsync([name], TimeSpan.FromHours(1), Stop))[name].Text);
        store.Parameters["/a"] = "2";
        Assert.Equal("1", (await values.ResolveAsync([name], TimeSpan.FromHours(1), Stop))[name].Text);
        Assert.Single(store.Batches);
        Assert.Equal("2", (await values.ResolveAsync([name], TimeSpan.Zero, Stop))[name].Text);
        var refreshed = values.LastRefresh;
        store.Denied.Add("/a");
        var kept = (await values.ResolveAsync([name], TimeSpan.Zero, Stop))[name];
        Assert.Equal("2", kept.Text);
        Assert.True(kept.IsStale);
        Assert.Contains("ssm:GetParameters", kept.Problem, StringComparison.Ordinal);
        Assert.Equal(refreshed, values.LastRefresh);
    }

    [Fact]
    public async Task A_service_out_of_reach_is_reported_as_such()
    {
        using var aws = TestAws.At("http://127.0.0.1:9");
        var values = await new AwsValues(aws).ResolveAsync([new("ssm", "/a"), new("secretsmanager", "b")], TimeSpan.Zero, Stop);
        Assert.All(values.Values, value => Assert.Equal(AwsValueOutcome.Unreachable, value.Outcome));
    }

    [Fact]
    public async Task A_value_is_in_no_text_about_it()
    {
        await using var store = await FakeStore.StartAsync();
        store.Parameters["/a"] = "DISTINCTIVE";
        using var aws = TestAws.At(store.Url);
        var value = (await new AwsValues(aws).ResolveAsync([new("ssm", "/a")], TimeSpan.Zero, Stop)).Values.Single();
        Assert.DoesNotContain("DISTINCTIVE", value.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("DISTINCTIVE", value.Origin, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cluster", "prod")]
    [InlineData("cluster_arn", "arn:aws:ecs:eu-central-1:123456789012:cluster/prod")]
    [InlineData("task_id", "0123456789abcdef")]
    [InlineData("task_arn", "arn:aws:ecs:eu-central-1:123456789012:task/prod/0123456789abcdef")]
    [InlineData("family", "prometheus")]
    [InlineData("revision", "7")]
    [InlineData("service", "monitoring")]
    [InlineData("container_name", "prometheus-1")]
    [InlineData("availability_zone", "eu-central-1b")]
    [InlineData("tag:team", "core")]
    public async Task Fargate_s_metadata_gives_every_member(string name, string value)
    {
        await using var metadata = await MetadataAsync(FargateTask);
        using var aws = TestAws.With(("ECS_CONTAINER_METADATA_URI_V4", metadata.Url + TaskPath)).Build();
        var values = await new AwsValues(aws).ResolveAsync([new("ecs", name), new("aws", "account_id"), new("aws", "region")], TimeSpan.Zero, Stop);
        Assert.Equal(value, values[new("ecs", name)].Text);
        Assert.Equal("123456789012", values[new("aws", "account_id")].Text);
        Assert.Equal("eu-central-1", values[new("aws", "region")].Text);
        Assert.All(values.Values, one => Assert.False(one.IsSecret));
    }

    [Theory]
    [InlineData("cluster", "default")]
    [InlineData("cluster_arn", "arn:aws:ecs:eu-central-1:123456789012:cluster/default")]
    [InlineData("service", null)]
    [InlineData("availability_zone", null)]
    public async Task An_ec2_agent_tells_less(string name, string? value)
    {
        await using var metadata = await MetadataAsync("""
            {"Cluster":"default","TaskARN":"arn:aws:ecs:eu-central-1:123456789012:task/default/0123","Family":"f","Revision":"5","LaunchType":"EC2"}
            """);
        using var aws = TestAws.With(("ECS_CONTAINER_METADATA_URI_V4", metadata.Url + TaskPath)).Build();
        var answer = (await new AwsValues(aws).ResolveAsync([new("ecs", name)], TimeSpan.Zero, Stop)).Values.Single();
        Assert.Equal(value, answer.Text);
        if (value is null) Assert.Equal(AwsValueOutcome.DoesNotExistHere, answer.Outcome);
    }

    [Theory]
    [InlineData("eu-central-1b", "eu-central-1")]
    [InlineData("us-gov-west-1a", "us-gov-west-1")]
    [InlineData("us-west-2-lax-1a", "us-west-2")]
    [InlineData("us-east-1-wl1-bos-wlz-1", "us-east-1")]
    [InlineData("nowhere", null)]
    public void A_zones_region_is_its_first_part_with_a_number(string zone, string? region) => Assert.Equal(region, new TaskFacts { AvailabilityZone = zone }.Region);

    [Fact]
    public async Task Outside_ecs_the_missing_variable_is_named()
    {
        using var aws = TestAws.With().Build();
        var answer = (await new AwsValues(aws).ResolveAsync([new("ecs", "cluster")], TimeSpan.Zero, Stop)).Values.Single();
        Assert.Equal(AwsValueOutcome.DoesNotExistHere, answer.Outcome);
        Assert.Contains("ECS_CONTAINER_METADATA_URI_V4", answer.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Task_metadata_is_asked_once()
    {
        await using var metadata = await MetadataAsync(FargateTask);
        using var aws = TestAws.With(("ECS_CONTAINER_METADATA_URI_V4", metadata.Url + TaskPath)).Build();
        var values = new AwsValues(aws);
        for (var i = 0; i < 3; i++) await values.ResolveAsync([new("ecs", "cluster"), new("ecs", "task_id"), new("aws", "region")], TimeSpan.Zero, Stop);
        Assert.Equal(["GET /v4/abc/task"], metadata.Requests);
    }

    [Fact]
    public async Task The_account_is_asked_of_sts_where_there_is_no_task()
    {
        await using var sts = await StubServer.StartAsync(context => context.Response.WriteAsync("""
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
            <Arn>arn:aws:iam::210987654321:user/me</Arn><UserId>X</UserId><Account>210987654321</Account>
            </GetCallerIdentityResult></GetCallerIdentityResponse>
            """, Stop));
        using var aws = TestAws.At(sts.Url);
        var answer = (await new AwsValues(aws).ResolveAsync([new("aws", "account_id")], TimeSpan.Zero, Stop)).Values.Single();
        Assert.Equal("210987654321", answer.Text);
    }

    private const string FargateTask = """
        {"Cluster":"arn:aws:ecs:eu-central-1:123456789012:cluster/prod","TaskARN":"arn:aws:ecs:eu-central-1:123456789012:task/prod/0123456789abcdef",
         "Family":"prometheus","Revision":"7","ServiceName":"monitoring","AvailabilityZone":"eu-central-1b","LaunchType":"FARGATE","Containers":[]}
        """;

    private static Task<StubServer> MetadataAsync(string task) => StubServer.WithAsync(
        (TaskPath, """{"Name":"prometheus-1","Labels":{}}"""),
        (TaskPath + "/task", task),
        (TaskPath + "/taskWithTags", task.TrimEnd().TrimEnd('}') + ""","TaskTags":{"team":"core"}}"""));

    /// <summary>Parameter Store and Secrets Manager, as far as these tests go.</summary>
    private sealed class FakeStore : IAsyncDisposable
    {
        private StubServer? _server;

        public string Url => _server!.Url;

        public Dictionary<string, string> Parameters { get; } = [];

        public Dictionary<string, string> Secrets { get; } = [];

        public HashSet<string> Denied { get; } = [];

        public List<string[]> Batches { get; } = [];

        public List<string> SecretReads { get; } = [];

        public List<string> Regions { get; } = [];

        public static async Task<FakeStore> StartAsync()
        {
            var store = new FakeStore();
            store._server = await StubServer.StartAsync(store.AnswerAsync);
            return store;
        }

        public ValueTask DisposeAsync() => _server!.DisposeAsync();

        private async Task AnswerAsync(HttpContext context)
        {
            var request = await JsonSerializer.DeserializeAsync<JsonNode>(context.Request.Body);
            Regions.Add(context.Request.Headers.Authorization.ToString().Split('/')[2]);
            var answer = context.Request.Headers["X-Amz-Target"].ToString() == "AmazonSSM.GetParameters"
                ? GetParameters([.. request!["Names"]!.AsArray().Select(name => name!.GetValue<string>())])
                : GetSecret(request!["SecretId"]!.GetValue<string>(), request["VersionStage"]?.GetValue<string>());
            if (answer["__type"] is not null) context.Response.StatusCode = 400;
            context.Response.ContentType = "application/x-amz-json-1.1";
            await context.Response.WriteAsync(answer.ToJsonString());
        }

        private JsonObject GetParameters(string[] names)
        {
            Batches.Add(names);
            if (names.Length > 10 || names.Distinct().Count() != names.Length) return Error("ValidationException");
            if (names.Any(Denied.Contains)) return Error("AccessDeniedException");
            JsonArray found = [], invalid = [];
            foreach (var name in names)
            {
                var own = name.StartsWith("arn:", StringComparison.Ordinal) ? name[(name.IndexOf("parameter", StringComparison.Ordinal) + 9)..] : name;
                if (!Parameters.TryGetValue(own, out var value))
                {
                    invalid.Add(name);
                    continue;
                }

                var parts = own.Split(':');
                found.Add(new JsonObject
                {
                    ["Name"] = parts[0],
                    ["Selector"] = parts.Length > 1 ? ":" + parts[1] : null,
                    ["Value"] = value,
                    ["Version"] = 3,
                    ["ARN"] = "arn:aws:ssm:ap-southeast-2:123456789012:parameter" + parts[0],
                });
            }

            return new JsonObject { [nameof(Parameters)] = found, ["InvalidParameters"] = invalid };
        }

        private JsonObject GetSecret(string id, string? stage)
        {
            SecretReads.Add(stage is null ? id : id + "@" + stage);
            return Secrets.TryGetValue(stage is null ? id : id + "@" + stage, out var value) ? new JsonObject { ["SecretString"] = value } : Error("ResourceNotFoundException");
        }

        private static JsonObject Error(string code) => new() { ["__type"] = code, ["message"] = "told" };
    }
}
