namespace PromLauncher.Config.Placeholders;

/// <summary>A value to resolve, however often a configuration uses it.</summary>
/// <param name="Scheme">Its source.</param>
/// <param name="Name">Its name there: everything between the scheme and <c>:-</c>, <c>:?</c> or the brace.</param>
public sealed record PlaceholderReference(PlaceholderScheme Scheme, string Name)
{
    /// <summary>The scheme as it is written in a placeholder; empty for the environment.</summary>
    public string SchemeName => NameOf(Scheme);

    /// <summary>As it would be written without default or message: <c>${ssm:/path}</c>.</summary>
    public override string ToString() => Scheme == PlaceholderScheme.Environment ? $"${{{Name}}}" : $"${{{SchemeName}:{Name}}}";

    internal static string NameOf(PlaceholderScheme scheme) => scheme switch
    {
        PlaceholderScheme.Ssm => "ssm",
        PlaceholderScheme.SecretsManager => "secretsmanager",
        PlaceholderScheme.Ecs => "ecs",
        PlaceholderScheme.Aws => "aws",
        _ => "",
    };

    internal static PlaceholderScheme? SchemeOf(ReadOnlySpan<char> name) => name switch
    {
        "ssm" => PlaceholderScheme.Ssm,
        "secretsmanager" => PlaceholderScheme.SecretsManager,
        "ecs" => PlaceholderScheme.Ecs,
        "aws" => PlaceholderScheme.Aws,
        _ => null,
    };
}
