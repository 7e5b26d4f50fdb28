using System.CommandLine;
using PromLauncher.Launch;

namespace PromLauncher.Cli;

/// <summary><c>promlauncher validate [LOCATION...]</c>.</summary>
internal sealed class ValidateCommand : CliCommand
{
    private readonly Argument<string[]> _locations = Locations.Many();
    private readonly ConfigurationSettings _configuration;
    private readonly Setting<string?> _format;
    private readonly Setting<string> _failOn;
    private readonly ListSetting _disable;
    private readonly ListSetting _error;
    private readonly Setting<string> _kind;
    private readonly BooleanSetting _agent;
    private readonly BooleanSetting _offline;
    private readonly BooleanSetting _noExpand;
    private readonly Setting<string?> _fromVersion;
    private readonly BooleanSetting _noCredentialFiles;
    private readonly BooleanSetting _noFiles;

    public ValidateCommand()
        : base("validate", "Find every fault of a configuration, with file, line and column, without starting anything.")
    {
        Command.Add(_locations);
        _configuration = new ConfigurationSettings(Command, CheckMode.Builtin, logLevel: "warn");
        _format = Add(new Setting<string?>("--format", Choice("The report's format", ValidateOptions.Formats),
            ValueParser.Words(ValidateOptions.Formats), null, "text; github when GITHUB_ACTIONS=true"));
        _failOn = Add(new Setting<string>("--fail-on", Choice("The minimum severity that fails the check", ValidateOptions.Severities),
            ValueParser.Words(ValidateOptions.Severities), "error", "error"));
        _disable = Add(new ListSetting("--disable", "A finding to turn off, by its id"));
        _error = Add(new ListSetting("--error", "A finding to raise to an error, by its id"));
        _kind = Add(new Setting<string>("--kind", Choice("What the files are", ValidateOptions.Kinds), ValueParser.Words(ValidateOptions.Kinds), "auto", "auto"));
        _agent = Add(new BooleanSetting("--agent", "Check for Prometheus in agent mode"));
        _offline = Add(new BooleanSetting("--offline", "Query neither AWS nor a metadata endpoint: placeholders get stand-ins"));
        _noExpand = Add(new BooleanSetting("--no-expand", "Read the text as Prometheus itself would"));
        _fromVersion = Add(new Setting<string?>("--from-version", "Also report differences from this release that affect the file", ValueParser.Text, null, "none"));
        _noCredentialFiles = Add(new BooleanSetting("--no-credential-files", "Don't look for credential, TLS and password files"));
        _noFiles = Add(new BooleanSetting("--no-files", "Don't look for referenced files at all (scrape_config_files excepted)"));
    }

    public override async Task<int> RunAsync(Invocation invocation) => ExitCodes.Of(await new Validation(
        new ValidateOptions
        {
            Configuration = _configuration.Read(invocation),
            Locations = [.. (invocation.Result.GetValue(_locations) ?? []).Select(Locations.Check)],
            Format = invocation.Read(_format),
            FailOn = invocation.Read(_failOn),
            Disable = invocation.Read(_disable),
            Error = invocation.Read(_error),
            Kind = invocation.Read(_kind),
            Agent = invocation.Read(_agent),
            Offline = invocation.Read(_offline),
            NoExpand = invocation.Read(_noExpand),
            FromVersion = invocation.Read(_fromVersion),
            NoCredentialFiles = invocation.Read(_noCredentialFiles),
            NoFiles = invocation.Read(_noFiles),
            Color = !Console.IsOutputRedirected && invocation.Process.Environment("NO_COLOR") is null or "",
        },
        invocation.Process).RunAsync());

    private static string Choice(string help, IReadOnlyList<string> words) => $"{help}: {string.Join(", ", words)}";
}
