using System.CommandLine;
using PromLauncher.Launch;

namespace PromLauncher.Cli;

/// <summary><c>promlauncher render [LOCATION]</c>.</summary>
internal sealed class RenderCommand : CliCommand
{
    private readonly Argument<string?> _location = Locations.One();
    private readonly ConfigurationSettings _configuration;
    private readonly BooleanSetting _reveal;
    private readonly BooleanSetting _diff;

    public RenderCommand()
        : base("render", "Print the configuration as Prometheus would get it, secrets masked.")
    {
        Command.Add(_location);
        _configuration = new ConfigurationSettings(Command, CheckMode.Auto);
        _reveal = Add(new BooleanSetting("--reveal", "Print secrets too"));
        _diff = Add(new BooleanSetting("--diff", "Print a diff against the source"));
    }

    public override async Task<int> RunAsync(Invocation invocation) => ExitCodes.Of(await new Rendering(
        new RenderOptions
        {
            Configuration = Locations.Choose(_configuration.Read(invocation), invocation.Result.GetValue(_location)),
            Reveal = invocation.Read(_reveal),
            Diff = invocation.Read(_diff),
        },
        invocation.Process).RunAsync());
}
