using System.Text.Json.Nodes;
using PromLauncher.LocalAws;
using PromLauncher.LocalAws.Identity;
using PromLauncher.LocalAws.Secrets;

namespace PromLauncher.Tests.LocalAws;

/// <summary>Parameter Store, Secrets Manager and STS of the local AWS, as Debian's <c>aws</c> finds them.</summary>
public sealed class AwsSecretsTest : IAsyncLifetime
{
    private const string Role = "arn:aws:iam::999999999999:role/other";

    private LocalAwsServer _server = null!;
    private AwsCli _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await LocalAwsServer.StartAsync();
        _aws = new AwsCli(_server, _server.Principals.Add(new Principal { AccessKeyId = "AKIAEXAMPLE", SecretAccessKey = "secret" }));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Parameters_are_read_by_name_version_and_ARN()
    {
        _server.Parameters.Put("/prom/token", "one");
        _server.Parameters.Put("/prom/token", "two");
        Assert.Equal("two", Value(await _aws.JsonAsync("ssm", "get-parameter", "--name", "/prom/token", "--with-decryption")));
        Assert.Equal("one", Value(await _aws.JsonAsync("ssm", "get-parameter", "--name", "/prom/token:1", "--with-decryption")));
        Assert.NotEqual("two", Value(await _aws.JsonAsync("ssm", "get-parameter", "--name", "/prom/token")));
        var many = await _aws.JsonAsync("ssm", "get-parameters", "--names", "/prom/token", "/prom/none", "--with-decryption");
        Assert.Equal("/prom/none", (string?)Assert.Single(many["InvalidParameters"]!.AsArray()));
        Assert.Contains("ParameterNotFound", await _aws.RefusedAsync("ssm", "get-parameter", "--name", "/prom/none"));

        static string? Value(JsonNode answer) => (string?)answer["Parameter"]!["Value"];
    }

    [Fact]
    public async Task Secrets_are_read_by_name_ARN_and_stage()
    {
        _server.Secrets.Put("db", "one");
        _server.Secrets.Put("db", "two");
        Assert.Equal("two", (string?)(await _aws.JsonAsync("secretsmanager", "get-secret-value", "--secret-id", "db"))["SecretString"]);
        Assert.Equal("two", (string?)(await _aws.JsonAsync("secretsmanager", "get-secret-value", "--secret-id", SecretsManagerApi.Arn("db")))["SecretString"]);
        Assert.Equal("one", (string?)(await _aws.JsonAsync("secretsmanager", "get-secret-value", "--secret-id", "db", "--version-stage", "AWSPREVIOUS"))["SecretString"]);
        Assert.Contains("ResourceNotFoundException", await _aws.RefusedAsync("secretsmanager", "get-secret-value", "--secret-id", "none"));
    }

    [Fact]
    public async Task A_role_is_assumed_by_who_knows_its_external_id()
    {
        Assert.Equal("123456789012", (string?)(await _aws.JsonAsync("sts", "get-caller-identity"))["Account"]);
        _server.Principals.Add(new Role { Arn = Role, ExternalId = "tenant-7" });
        Assert.Contains("AccessDenied", await _aws.RefusedAsync("sts", "assume-role", "--role-arn", Role, "--role-session-name", "session"));
        var keys = (await _aws.JsonAsync("sts", "assume-role", "--role-arn", Role, "--role-session-name", "session", "--external-id", "tenant-7"))["Credentials"]!;
        var other = new AwsCli(_server, _server.Principals.Find((string)keys["AccessKeyId"]!)!);
        Assert.Equal("arn:aws:sts::999999999999:assumed-role/other/session", (string?)(await other.JsonAsync("sts", "get-caller-identity"))["Arn"]);
    }
}
