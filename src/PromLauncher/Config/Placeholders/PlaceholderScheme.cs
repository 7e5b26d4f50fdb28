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
