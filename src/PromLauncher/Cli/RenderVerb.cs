using System.CommandLine;
using PromLauncher.Launch;

namespace PromLauncher.Cli;

/// <summary><c>promlauncher render [LOCATION]</c>.</summary>
internal sealed class RenderVerb : Verb
{
    private readonly Argument<string?> _location = Locations.One();
    private readonly ConfigurationSettings _configuration;
    private readonly Switch _reveal;
    private readonly Switch _diff;

    public RenderVerb()
        : base("render", "Print the configuration as Prometheus would get it, secrets masked.")
    {
        Symbol.Add(_location);
        _configuration = new ConfigurationSettings(Symbol, CheckMode.Auto);
        _reveal = Add(new Switch("--reveal", "Print secrets too"));
        _diff = Add(new Switch("--diff", "Print a diff against the source"));
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
