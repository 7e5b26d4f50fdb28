using System.CommandLine;
using PromLauncher.Launch;
using PromLauncher.Telemetry;

namespace PromLauncher.Cli;

/// <summary>The settings shared by <c>run</c>, <c>validate</c>, <c>render</c> and <c>fetch</c>.</summary>
internal sealed class ConfigurationSettings
{
    private readonly Setting<string?> _location = new("--location", "Where the configuration is: s3://bucket/key, s3://bucket/prefix/, https://…, ssm:/name, env:NAME, a file or a directory", ValueParser.Text, null, "S3_CONFIG_LOCATION, CONFIG_LOCATION, PROMETHEUS_CONFIG_CONTENT, the first that is set");
    private readonly Setting<string> _mainFile = new("--main-file", "The main file of a prefix or directory", ValueParser.Text, "prometheus.yml", "prometheus.yml");
    private readonly Setting<CheckMode> _check;
    private readonly Setting<string?> _prometheusVersion = new("--prometheus-version", "The Prometheus release to check against, such as 3.5", ValueParser.Text, null, "that of the prometheus or promtool found here, else the newest known");
    private readonly ListSetting _set = new("--set", "A value for a placeholder, NAME=VALUE", commas: false);
    private readonly ListSetting _envFile = new("--env-file", "A file of values for placeholders, in Docker's env file format");
    private readonly ListSetting _allowPlaceholders = new("--allow-placeholders", "The kinds of placeholders that may be used: env, ecs, aws, ssm:/prom/*, …");
    private readonly BooleanSetting _expandRuleFiles = new("--expand-rule-files", "Expand placeholders in rule files too");
    private readonly BooleanSetting _allowHttp = new("--allow-http", "Accept a location that begins with http://");
    private readonly Setting<long> _maxSize = new("--max-size", "The maximum size of a configuration, all files together", ValueParser.Size, 10 << 20, "10MiB");
    private readonly Setting<int> _maxObjects = new("--max-objects", "The maximum number of objects under a prefix", ValueParser.Count, 1000, "1000");
    private readonly Setting<LogFormat?> _logFormat = LogSettings.Format("logfmt");
    private readonly Setting<LogLevel?> _logLevel;

    public ConfigurationSettings(Command command, CheckMode check, string logLevel = "info")
    {
        _logLevel = LogSettings.Level(logLevel);
        _check = new("--check", "Which checker validates the configuration: auto, builtin, promtool, both, none", ValueParser.OneOf(
            ("auto", CheckMode.Auto), ("builtin", CheckMode.Builtin), ("promtool", CheckMode.Promtool), ("both", CheckMode.Both), ("none", CheckMode.None)), check, check == CheckMode.Auto ? "auto" : "builtin");
        Setting[] all =
        [
            _location, _mainFile, _check, _prometheusVersion, _set, _envFile, _allowPlaceholders, _expandRuleFiles, _allowHttp, _maxSize, _maxObjects,
            _logFormat, _logLevel,
        ];
        foreach (var setting in all) command.Add(setting.Option);
    }

    public ConfigurationOptions Read(Invocation invocation) => new()
    {
        Location = invocation.Read(_location),
        MainFile = invocation.Read(_mainFile),
        Check = invocation.Read(_check),
        PrometheusVersion = invocation.Read(_prometheusVersion),
        Set = invocation.Read(_set),
        EnvFiles = invocation.Read(_envFile),
        AllowPlaceholders = invocation.Read(_allowPlaceholders),
        ExpandRuleFiles = invocation.Read(_expandRuleFiles),
        AllowHttp = invocation.Read(_allowHttp),
        MaxSize = invocation.Read(_maxSize),
        MaxObjects = invocation.Read(_maxObjects),
        LogFormat = invocation.Read(_logFormat),
        LogLevel = invocation.Read(_logLevel),
    };
}
