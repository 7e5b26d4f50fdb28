using System.CommandLine;
using PromLauncher.Launch;
using PromLauncher.Telemetry;

namespace PromLauncher.Cli;

/// <summary><c>promlauncher fetch [LOCATION] --to DIR</c>.</summary>
internal sealed class FetchCommand : CliCommand
{
    private readonly Argument<string?> _location = Locations.One();
    private readonly ConfigurationSettings _configuration;
    private readonly Setting<string?> _to;
    private readonly Setting<UnixFileMode> _fileMode;
    private readonly Setting<UnixFileMode> _directoryMode;
    private readonly Setting<TimeSpan> _startupTimeout;

    public FetchCommand()
        : base("fetch", "Fetch, expand and validate a configuration, put its files into a folder and exit: an init container for any Prometheus image.")
    {
        Command.Add(_location);
        _configuration = new ConfigurationSettings(Command, CheckMode.Auto);
        _to = Add(new Setting<string?>("--to", "The folder to put the files into", ValueParser.Text, null));
        _fileMode = Add(new Setting<UnixFileMode>("--file-mode", "The mode of files", ValueParser.Mode, ValueParser.Mode("0644"), "0644"));
        _directoryMode = Add(new Setting<UnixFileMode>("--dir-mode", "The mode of folders", ValueParser.Mode, ValueParser.Mode("0755"), "0755"));
        _startupTimeout = Add(new Setting<TimeSpan>("--startup-timeout", "How long to retry fetching", ValueParser.Duration, TimeSpan.FromMinutes(2), "2m"));
    }

    public override async Task<int> RunAsync(Invocation invocation) => ExitCodes.Of(await new Fetching(
        new FetchOptions
        {
            Configuration = Locations.Choose(_configuration.Read(invocation), invocation.Result.GetValue(_location)),
            To = invocation.Read(_to) ?? throw new FailureException(FailureKind.Usage, "--to is missing", "name the folder to put the files into: --to DIR"),
            FileMode = invocation.Read(_fileMode),
            DirectoryMode = invocation.Read(_directoryMode),
            StartupTimeout = invocation.Read(_startupTimeout),
        },
        invocation.Process).RunAsync());
}
