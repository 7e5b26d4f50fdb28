using PromLauncher.Cli;
using PromLauncher.Launch;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.Launch;

/// <summary><c>promlauncher render</c>, from its words to what it prints.</summary>
public sealed class RenderingTest : IDisposable
{
    private const string Source = """
        # for every stage
        global:
          external_labels: {stage: '${STAGE}'}
        remote_write:
        - url: https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/${WORKSPACE:-ws-1}/api/v1/remote_write
          sigv4: {}
        - url: https://receiver.example.com/write
          basic_auth: {username: me, password: "${PASSWORD}"}
        """ + "\n";

    private readonly TestFolder _folder = new();

    [Fact]
    public async Task It_prints_what_Prometheus_gets_with_secrets_masked()
    {
        var (code, output) = await RenderAsync(Source, "--set", "STAGE=prod", "--set", "PASSWORD=hunter22");
        Assert.Equal(0, code);
        Assert.Equal("""
            # for every stage
            global:
              external_labels: {stage: 'prod'}
            remote_write:
            - url: https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write
              sigv4: {region: eu-west-1}
            - url: https://receiver.example.com/write
              basic_auth: {username: me, password: "<secret>"}
            """ + "\n", output);
    }

    [Fact]
    public async Task With_reveal_it_prints_every_byte()
    {
        var (code, output) = await RenderAsync(Source, "--set", "STAGE=prod", "--set", "PASSWORD=hunter22", "--reveal");
        Assert.Equal(0, code);
        Assert.Contains("password: \"hunter22\"}", output);
    }

    [Fact]
    public async Task The_difference_names_what_was_put_in_and_no_secret()
    {
        var (code, output) = await RenderAsync(Source, "--set", "STAGE=prod", "--set", "PASSWORD=hunter22", "--diff");
        Assert.Equal(0, code);
        Assert.StartsWith("--- prometheus.yml\n+++ prometheus.yml (expanded)\n@@ ", output, StringComparison.Ordinal);
        Assert.Contains("\n-  external_labels: {stage: '${STAGE}'}\n+  external_labels: {stage: 'prod'}\n", output);
        Assert.Contains("\n-  sigv4: {}\n", output);
        Assert.Contains("\n+  sigv4: {region: eu-west-1}\n", output);
        Assert.Contains("\n+  basic_auth: {username: me, password: \"<secret>\"}\n", output);
        Assert.DoesNotContain("hunter22", output);
    }

    [Fact]
    public async Task Env_files_and_the_environment_give_values_in_their_order()
    {
        const string Text = "global:\n  external_labels: {a: '${A}', b: '${B}', c: '${C}'}\n";
        var file = _folder.File("values.env", "A=file\nB=file\nC=file\n");
        var (code, output) = await RenderAsync(Text, ["--env-file", file, "--set", "C=set"], ("B", "environment"), ("C", "environment"));
        Assert.Equal(0, code);
        Assert.Contains("{a: 'file', b: 'environment', c: 'set'}", output);
    }

    [Fact]
    public async Task Several_files_are_distinguished()
    {
        _folder.File("bundle/prometheus.yml", "scrape_config_files: ['conf.d/*.yml']\n");
        _folder.File("bundle/conf.d/a.yml", "scrape_configs: [{job_name: '${STAGE}'}]\n");
        _folder.File("bundle/password", "hunter22");
        var (code, output) = await RunAsync(["render", Path.Combine(_folder.Path, "bundle"), "--set", "STAGE=prod"]);
        Assert.Equal(0, code);
        Assert.Equal("# prometheus.yml\nscrape_config_files: ['conf.d/*.yml']\n---\n# conf.d/a.yml\nscrape_configs: [{job_name: 'prod'}]\n", output);
    }

    [Fact]
    public async Task Secrets_in_fields_that_are_none_are_masked_too()
    {
        var (code, output) = await RenderAsync("""
            remote_write:
            - url: //me:hunter22@host/x
              authorization: Bearer hunter22
            - url: http://host/x
              basic_auth: {username: visible, passwrd: hunter22}
              bearer_tokn: hunter22
            - url: http://host/y
              basic_auth: hunter22
              authorization: {type: Shown, credentials_file: shown.txt}
            """ + "\n");
        Assert.Equal(65, code);
        Assert.DoesNotContain("hunter22", output, StringComparison.Ordinal);
        Assert.Contains("{username: visible, passwrd: \"<secret>\"}", output, StringComparison.Ordinal);
        Assert.Contains("{type: Shown, credentials_file: shown.txt}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_reported_by_the_name_that_it_was_given()
    {
        var (code, output) = await RunAsync(["render", _folder.File("mine.yml", "scrape_configs: [{job_name: '${STAGE}'}]\n"), "--set", "STAGE=prod", "--diff"]);
        Assert.Equal(0, code);
        Assert.StartsWith("--- mine.yml\n+++ mine.yml (expanded)\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: ${UNSET}\n", 65, "")]
    [InlineData("global: {password: hunter22\n", 65, "")]
    [InlineData("globall: {}\n", 65, "globall: {}\n")]
    public async Task What_can_not_be_done_is_reported_by_the_exit_code(string text, int code, string output) =>
        Assert.Equal((code, output), await RenderAsync(text));

    [Theory]
    [InlineData(64, "--set", "STAGE")]
    [InlineData(64, "--env-file", "/no/such/file.env")]
    [InlineData(64, "--allow-placeholders", "vault")]
    [InlineData(65, "--allow-placeholders", "ssm")]
    public async Task A_mistake_on_the_command_line_is_reported_before_anything_is_printed(int code, params string[] arguments) =>
        Assert.Equal((code, ""), await RenderAsync("global:\n  external_labels: {a: '${STAGE:-b}'}\n", arguments));

    [Theory]
    [InlineData("--reveal")]
    [InlineData("--diff")]
    public async Task A_switch_may_stand_before_the_location(string option) =>
        Assert.Equal(0, (await RunAsync(["render", option, _folder.File("prometheus.yml", "global: {}\n")])).Code);

    [Fact]
    public async Task A_location_that_is_not_there_is_not_found() =>
        Assert.Equal((66, ""), await RunAsync(["render", Path.Combine(_folder.Path, "none.yml")]));

    public void Dispose() => _folder.Dispose();

    private Task<(int Code, string Output)> RenderAsync(string text, params string[] arguments) => RenderAsync(text, arguments, []);

    private Task<(int Code, string Output)> RenderAsync(string text, string[] arguments, params (string Name, string Value)[] variables) =>
        RunAsync(["render", .. arguments, "--location", _folder.File("prometheus.yml", text)], variables);

    private static async Task<(int Code, string Output)> RunAsync(string[] words, params (string Name, string Value)[] variables)
    {
        var output = new StringWriter();
        var code = await CommandLine.RunAsync([.. words, "--prometheus-version", "3.5", "--check", "builtin"], new ProcessContext
        {
            Environment = name => variables.FirstOrDefault(variable => variable.Name == name).Value,
            Output = output,
            Error = TextWriter.Null,
        });
        return (code, output.ToString());
    }
}
