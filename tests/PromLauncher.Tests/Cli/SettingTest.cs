using System.CommandLine;
using PromLauncher.Cli;
using PromLauncher.Telemetry;

namespace PromLauncher.Tests.Cli;

/// <summary>An option and its environment variable.</summary>
public sealed class SettingTest
{
    private readonly Command _command = new("run");

    public static TheoryData<string> Verbs => ["run", "discover", "validate", "render", "fetch", "schema", "health", "status", "reload"];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Every_option_of_every_command_has_its_variable(string name)
    {
        CliCommand command = name switch
        {
            "run" => new RunCommand(),
            "discover" => new DiscoverCommand(),
            "validate" => new ValidateCommand(),
            "render" => new RenderCommand(),
            "fetch" => new FetchCommand(),
            "schema" => new SchemaCommand(),
            "health" => new HealthCommand(),
            "status" => new StatusCommand(),
            _ => new ReloadCommand(),
        };
        Assert.Equal(name, command.Command.Name);
        foreach (var option in command.Command.Options)
            Assert.Contains($"[$PROMLAUNCHER_{option.Name[2..].Replace('-', '_').ToUpperInvariant()}", option.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, 60)]
    [InlineData(null, "2m", 120)]
    [InlineData(null, "", 60)]
    [InlineData("3m", "2m", 180)]
    [InlineData("3m", null, 180)]
    [InlineData("", "2m", 60)]
    public void The_flag_wins_over_the_variable_and_empty_is_unset(string? flag, string? variable, double seconds)
    {
        var setting = Add(new Setting<TimeSpan>("--refresh-interval", "How often", ValueParser.Duration, TimeSpan.FromMinutes(1)));
        Assert.Equal(seconds, setting.Read(Parse("--refresh-interval", flag), Environment("PROMLAUNCHER_REFRESH_INTERVAL", variable)).TotalSeconds);
    }

    [Theory]
    [InlineData("sarif", null, "text")]
    [InlineData("json", null, "json")]
    [InlineData("sarif", "json", "json")]
    public void A_value_of_the_variable_that_only_another_command_knows_counts_as_unset(string variable, string? flag, string expected)
    {
        var setting = Add(new Setting<string>("--format", "The format", ValueParser.Words(["text", "json"]), "text", elsewhere: ["sarif"]));
        Assert.Equal(expected, setting.Read(Parse("--format", flag), Environment("PROMLAUNCHER_FORMAT", variable)));
        Assert.Throws<FailureException>(() => setting.Read(Parse("--format", "sarif"), Environment("PROMLAUNCHER_FORMAT", null)));
        Assert.Throws<FailureException>(() => setting.Read(Parse("--format", null), Environment("PROMLAUNCHER_FORMAT", "srif")));
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(null, "false", false)]
    [InlineData(null, "0", false)]
    [InlineData(null, "1", true)]
    [InlineData(null, "", true)]
    [InlineData("false", "true", false)]
    [InlineData("", "false", true)]
    public void A_switch_is_true_false_1_or_0(string? flag, string? variable, bool on)
    {
        var setting = Add(new BooleanSetting("--default-flags", "Add", fallback: true));
        Assert.Equal(on, setting.Read(Parse("--default-flags", flag), Environment("PROMLAUNCHER_DEFAULT_FLAGS", variable)));
    }

    [Fact]
    public void A_switch_alone_is_on()
    {
        var setting = Add(new BooleanSetting("--allow-http", "Allow"));
        Assert.True(setting.Read(_command.Parse(["--allow-http"]), Environment("PROMLAUNCHER_ALLOW_HTTP", "false")));
    }

    [Fact]
    public void A_boolean_with_another_value_is_a_usage_error()
    {
        var setting = Add(new BooleanSetting("--allow-http", "Allow"));
        var failure = Assert.Throws<FailureException>(() => setting.Read(_command.Parse([]), Environment("PROMLAUNCHER_ALLOW_HTTP", "yes")));
        Assert.Equal(FailureKind.Usage, failure.Kind);
        Assert.Contains("PROMLAUNCHER_ALLOW_HTTP", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a=1,2\nb=3", new[] { "a=1,2", "b=3" })]
    [InlineData("a=1\r\n\n b=2 \n", new[] { "a=1", "b=2" })]
    [InlineData("", new string[0])]
    [InlineData("\n", new string[0])]
    public void Values_with_commas_stand_one_a_line_in_the_variable(string variable, string[] entries)
    {
        var setting = Add(new ListSetting("--set", "A value", commas: false));
        Assert.Equal(entries, setting.Read(_command.Parse([]), Environment("PROMLAUNCHER_SET", variable)));
        Assert.Equal(["x=1,2", "y=3"], setting.Read(_command.Parse(["--set", "x=1,2", "--set", "y=3"]), Environment("PROMLAUNCHER_SET", variable)));
    }

    [Theory]
    [InlineData("env,ecs", new[] { "env", "ecs" })]
    [InlineData("env\necs , aws\n", new[] { "env", "ecs", "aws" })]
    public void Other_lists_have_commas_or_lines(string variable, string[] entries)
    {
        var setting = Add(new ListSetting("--allow-placeholders", "Which"));
        Assert.Equal(entries, setting.Read(_command.Parse([]), Environment("PROMLAUNCHER_ALLOW_PLACEHOLDERS", variable)));
    }

    private T Add<T>(T setting)
        where T : Setting
    {
        _command.Add(setting.Option);
        return setting;
    }

    private ParseResult Parse(string option, string? value) => _command.Parse(value is null ? [] : [option, value]);

    private static Func<string, string?> Environment(string variable, string? value) => name => name == variable ? value : null;
}
