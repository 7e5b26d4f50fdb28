using System.Buffers;

namespace PromLauncher.Config.Placeholders;

/// <summary>What may follow a scheme.</summary>
internal static class PlaceholderNames
{
    private static readonly SearchValues<char> ParameterCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-/");

    /// <summary>The members of <c>ecs:</c>, except <c>tag:NAME</c>.</summary>
    public static readonly string[] EcsMembers =
        ["cluster", "cluster_arn", "task_id", "task_arn", "family", "revision", "service", "container_name", "availability_zone"];

    /// <summary>The members of <c>aws:</c>.</summary>
    public static readonly string[] AwsMembers = ["region", "account_id"];

    /// <summary>What is wrong with a name, as the end of a sentence that begins with "In '${…}'", or null.</summary>
    public static string? Fault(PlaceholderScheme scheme, string name) => scheme switch
    {
        PlaceholderScheme.Ecs when name.StartsWith("tag:", StringComparison.Ordinal) => name.Length > 4 ? null : "the tag's name is missing.",
        PlaceholderScheme.Ecs when !EcsMembers.Contains(name) => $"'{name}' is not in the task metadata; available are {string.Join(", ", EcsMembers)} and tag:NAME{Nearest(name, EcsMembers)}.",
        PlaceholderScheme.Aws when !AwsMembers.Contains(name) => $"'{name}' is neither {string.Join(" nor ", AwsMembers)}{Nearest(name, AwsMembers)}.",
        PlaceholderScheme.Ssm when name.Length == 0 => "the parameter's name is missing.",
        PlaceholderScheme.Ssm when !IsParameter(name) => $"'{name}' is not a parameter name: letters, digits and '_.-/', optionally followed by ':' and a version or label.",
        PlaceholderScheme.SecretsManager when !IsSecret(name) => "the secret's name, or what follows '#' or '@', is missing.",
        PlaceholderScheme.SecretsManager when name.AsSpan().ContainsAny(" \t\n\r") => "the name has a space in it.",
        _ => null,
    };

    private static string Nearest(string name, string[] known) => NearestName.Of(name, known) is { } near ? $" (did you mean '{near}'?)" : "";

    /// <summary>
    /// True for a parameter's name, path or ARN, optionally with <c>:</c> and a version or label
    /// (letters, digits and <c>_.-/</c>: docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html).
    /// </summary>
    private static bool IsParameter(string text)
    {
        var parts = text.Split(':');
        // arn:partition:ssm:region:account:parameter/path[:selector]
        if (parts[0] == "arn")
            return (parts is [_, _, "ssm", { Length: > 0 }, _, _] or [_, _, "ssm", { Length: > 0 }, _, _, { Length: > 0 }]) && parts[5].StartsWith("parameter/", StringComparison.Ordinal);
        return (parts is [{ Length: > 0 }] or [{ Length: > 0 }, { Length: > 0 }]) && !parts[0].AsSpan().ContainsAnyExcept(ParameterCharacters);
    }

    /// <summary>True for <c>ID</c>, <c>ID#key</c>, <c>ID@STAGE</c> and <c>ID#key@STAGE</c>: what follows the last <c>@</c> is the stage.</summary>
    private static bool IsSecret(string text)
    {
        var at = text.LastIndexOf('@');
        if (at == text.Length - 1) return false;
        var id = at < 0 ? text : text[..at];
        var hash = id.IndexOf('#');
        return id.Length > 0 && hash != 0 && hash != id.Length - 1;
    }
}
