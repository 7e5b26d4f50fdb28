using System.Text.RegularExpressions;
using PromLauncher.LocalAws.Ecs;
using PromLauncher.Tests.EndToEnd;
using PromLauncher.Tests.LocalAws;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.Docs;

/// <summary>Every command that a page shows is run: in a folder with a configuration, beside a local AWS that has the names of the pages.</summary>
[Trait("Category", "Native")]
public sealed partial class CommandsTest
{
    private const string Policy = """{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}""";
    private const string Config = "scrape_configs:\n- job_name: a\n  static_configs: [{targets: ['127.0.0.1:1']}]\n";

    // As the binary stands in for the image and the release, and the local AWS for Amazon's.
    private const string Shell = """
        docker() {
          case $1 in
            login) cat ;;
            tag) [ $# = 3 ] || return 64 ;;
            push) [ $# = 2 ] || return 64 ;;
            *) while [ "$1" != IMAGE ]; do shift; done; shift; promlauncher "${@//\/work/$PWD}" ;;
          esac
        }
        curl() {
          local word
          for word; do
            case $word in
              -fsSL | --remote-name-all) ;;
              https://github.com/OWNER/promlauncher/releases/download/v*/promlauncher-*-linux-x64.tar.gz | https://github.com/OWNER/promlauncher/releases/download/v*/SHA256SUMS) ;;
              *) return 64 ;;
            esac
          done
        }
        # What the local AWS does not have is only checked: the client prints a sample answer, and sends nothing.
        aws() {
          case "$1 $2" in
            "ecs execute-command") for last; do :; done; $last ;;
            "ecr get-login-password") echo PASSWORD ;;
            "ecr "* | "ecs "* | "logs "*) /usr/bin/aws --region eu-west-1 "$@" --generate-cli-skeleton output ;;
            "cloudformation deploy") [[ " $* " == *" --template-file samples/cloudformation.yml --capabilities CAPABILITY_IAM "* ]] && [ -f samples/cloudformation.yml ] || return 64 ;;
            *) /usr/bin/aws --endpoint-url "$AWS_ENDPOINT_URL" "$@" ;;
          esac
        }
        """;

    public static TheoryData<string, string> Commands => [.. PageCommands.All().Where(static one => !Script().IsMatch(one.Command)).Distinct()];

    public static TheoryData<string, string> Scripts => [.. PageCommands.All().Where(static one => Script().IsMatch(one.Command)).Distinct()];

    /// <summary>Placeholders have a test of their own, which reads the results too.</summary>
    public static TheoryData<string, int, string> Configurations =>
    [
        .. PageCommands.Pages().Where(static page => !page.EndsWith("placeholders.md", StringComparison.Ordinal))
            .SelectMany(static page => Yaml().Matches(File.ReadAllText(Path.Combine(Repository.Root, page))).Select((match, index) => (page, index + 1, match.Groups[1].Value))),
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_of_a_page_is_understood(string page, string command)
    {
        if (AwsClient().IsMatch(command)) Assert.SkipUnless(AwsCli.IsInstalled, "awscli is not installed");
        await using var run = await CloudRun.CreateAsync(Policy);
        foreach (var name in (string[])["NAME", "CLUSTER"]) run.Aws.Ecs.Create(name).Start(new TaskDefinition { Family = "web", Containers = [new() { Name = "web" }] });
        foreach (var key in (string[])["prometheus.yml", "prefix/prometheus.yml"]) run.Aws.S3.Create("bucket").Put(key, Config);
        run.Aws.S3.Create("BUCKET");
        Directory.CreateDirectory(Path.Combine(run.Folder, "conf"));
        foreach (var file in (string[])["prometheus.yml", "conf/prometheus.yml"]) await File.WriteAllTextAsync(Path.Combine(run.Folder, file), Config, TestContext.Current.CancellationToken);
        Directory.CreateSymbolicLink(Path.Combine(run.Folder, "samples"), Path.Combine(Repository.Root, "samples"));
        File.CreateSymbolicLink(Path.Combine(run.Folder, "promlauncher"), Repository.Binary);

        using var shell = new RunningProcess("/bin/bash", ["-c", $"cd {run.Folder}\nPATH=$PWD:$PATH\n{Shell}\n{command}"], [.. run.Environment, .. Variables(run, command)]);
        var code = await shell.ExitAsync();
        // 1: a finding; 69: nothing runs that could be asked.
        Assert.True(code is 0 or 1 or 69 && !shell.Output.Contains("command not found", StringComparison.Ordinal), $"{page}: {command}\nended with {code}: {shell.Output}");
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_script_of_a_page_is_there_and_knows_its_options(string page, string command)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = words.First(static word => !word.Contains('='));
        var script = Path.Combine(Repository.Root, name);
        Assert.True(File.Exists(script) && File.GetUnixFileMode(script).HasFlag(UnixFileMode.UserExecute), $"{page}: {name} is no script");
        var text = await File.ReadAllTextAsync(script, TestContext.Current.CancellationToken);
        Assert.All(words.Where(static word => word.StartsWith("--", StringComparison.Ordinal)), word => Assert.Contains(word, text));
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public async Task A_configuration_of_a_page_is_valid(string page, int number, string text)
    {
        Assert.SkipUnless(File.Exists(Repository.Binary), "the native binary is not published");
        Assert.True(number > 0);
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "prometheus.yml");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        using var validate = new RunningProcess(Repository.Binary, ["validate", "--offline", "--no-files", file]);
        Assert.True(await validate.ExitAsync() == 0, $"{page}: {validate.Output}");
    }

    [Fact]
    public void Every_variable_of_ours_that_is_named_exists()
    {
        var reference = File.ReadAllText(Path.Combine(Repository.Root, "docs", "reference.md"));
        var files = PageCommands.Pages().Select(static page => Path.Combine(Repository.Root, page)).Concat(Directory.GetFiles(Path.Combine(Repository.Root, "samples"), "*", SearchOption.AllDirectories));
        var known = Variable().Matches(reference).Select(static match => match.Value).ToHashSet(StringComparer.Ordinal);
        // Of the tests.
        known.UnionWith(["PROMLAUNCHER_NO_SKIPS", "PROMLAUNCHER_WRITE_REFERENCE", "PROMLAUNCHER_BINARY", "PROMLAUNCHER_SOAK", "PROMLAUNCHER_SEED"]);
        Assert.Equal([], files.SelectMany(file => Variable().Matches(File.ReadAllText(file)).Select(match => match.Value).Where(name => !known.Contains(name)).Select(name => $"{file}: {name}")));
    }

    /// <summary>What makes a command end that goes on for ever.</summary>
    private static (string Name, string? Value)[] Variables(CloudRun run, string command) =>
    [
        ("PROMLAUNCHER_PROMETHEUS", "/bin/true"),
        ("REMOTE_WRITE_URL", "https://receiver.example/api/v1/write"),
        ("S3_CONFIG_LOCATION", "s3://bucket/prometheus.yml"),
        ("PROMLAUNCHER_WRITE_TO", Path.Combine(run.Folder, "targets.yml")),
        .. command.Contains("discover", StringComparison.Ordinal) && !Once().IsMatch(command) ? [("PROMLAUNCHER_TIMES", "1")] : Array.Empty<(string, string?)>(),
    ];

    [GeneratedRegex(@"^(?:[A-Z_]+=\S+ )*(?:script|\.ci)/")]
    private static partial Regex Script();

    /// <summary>What the shell above does not answer by itself.</summary>
    [GeneratedRegex(@"\baws (?!ecs |ecr get-login-password|cloudformation )")]
    private static partial Regex AwsClient();

    [GeneratedRegex(@"^```yaml\n((?:global|scrape_configs|remote_write|rule_files):.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Yaml();

    [GeneratedRegex("--once|--times|--explain")]
    private static partial Regex Once();

    [GeneratedRegex("PROMLAUNCHER_[A-Z][A-Z_]*[A-Z]")]
    private static partial Regex Variable();
}
