using PromLauncher.Launch;

namespace PromLauncher.Cli;

/// <summary><c>promlauncher schema</c>.</summary>
internal sealed class SchemaCommand : CliCommand
{
    private readonly Setting<string> _release;

    public SchemaCommand()
        : base("schema", "Print the JSON Schema (2020-12) of a Prometheus release's configuration, for editors and generators.") =>
        _release = Add(new Setting<string>("--prometheus-version", "The release", ValueParser.Text, SchemaText.NewestRelease, SchemaText.NewestRelease));

    public override async Task<int> RunAsync(Invocation invocation)
    {
        var schema = SchemaText.Write(invocation.Read(_release), out var warning);
        if (warning is not null) await invocation.Process.Error.WriteLineAsync($"promlauncher: {warning}");
        await invocation.Process.Output.WriteAsync(schema);
        return ExitCodes.Success;
    }
}
