using PromLauncher.Config.Document;

namespace PromLauncher.Config.Placeholders;

/// <summary>Where a placeholder's value comes from.</summary>
public enum PlaceholderScheme
{
    /// <summary><c>${NAME}</c>: <c>--set</c>, else the environment, else <c>--env-file</c>.</summary>
    Environment,

    /// <summary><c>${ssm:/path}</c>: Parameter Store.</summary>
    Ssm,

    /// <summary><c>${secretsmanager:ID}</c>: Secrets Manager.</summary>
    SecretsManager,

    /// <summary><c>${ecs:member}</c>: the task's own metadata.</summary>
    Ecs,

    /// <summary><c>${aws:region}</c>, <c>${aws:account_id}</c>.</summary>
    Aws,
}

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

/// <summary>One occurrence of a placeholder.</summary>
/// <param name="Reference">What it refers to.</param>
/// <param name="File">The file within the bundle.</param>
/// <param name="Span">Its place.</param>
public sealed record PlaceholderUse(PlaceholderReference Reference, string File, TextSpan Span)
{
    /// <summary>What follows <c>:-</c>, or null: used when the value is unset or empty.</summary>
    public string? Default { get; init; }

    /// <summary>What follows <c>:?</c>, or null: the error when the value is unset or empty.</summary>
    public string? Message { get; init; }

    /// <summary>True when it is in a field that Prometheus keeps secret.</summary>
    public bool IsInSecretField { get; init; }
}
