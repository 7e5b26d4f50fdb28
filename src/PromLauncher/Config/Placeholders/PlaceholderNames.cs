namespace PromLauncher.Config.Placeholders;

/// <summary>What may stand behind a scheme.</summary>
internal static class PlaceholderNames
{
    /// <summary>The members of <c>ecs:</c>, but <c>tag:NAME</c>.</summary>
    public static readonly string[] Ecs =
        ["cluster", "cluster_arn", "task_id", "task_arn", "family", "revision", "service", "container_name", "availability_zone"];

    /// <summary>The members of <c>aws:</c>.</summary>
    public static readonly string[] Aws = ["region", "account_id"];

    /// <summary>What is wrong with a name, as the end of a sentence that begins with "In '${…}'", or null.</summary>
    public static string? Fault(PlaceholderScheme scheme, string name) => scheme switch
    {
        PlaceholderScheme.Ecs when name.StartsWith("tag:", StringComparison.Ordinal) => name.Length > 4 ? null : "the tag's name is missing.",
        PlaceholderScheme.Ecs when !Ecs.Contains(name) => $"'{name}' is no member of the task metadata; there are {string.Join(", ", Ecs)} and tag:NAME{Nearest(name, Ecs)}.",
        PlaceholderScheme.Aws when !Aws.Contains(name) => $"'{name}' is neither {string.Join(" nor ", Aws)}{Nearest(name, Aws)}.",
        PlaceholderScheme.Ssm when name.Length == 0 => "the parameter's name is missing.",
        PlaceholderScheme.Ssm when SsmParameter.Parse(name) is null => $"'{name}' is no parameter name: letters, digits and '_.-/', then perhaps ':' and a version or label.",
        PlaceholderScheme.SecretsManager when SecretName.Parse(name) is null => "the secret's name, or what follows '#' or '@', is missing.",
        PlaceholderScheme.SecretsManager when name.AsSpan().ContainsAny(" \t\n\r") => "the name has a space in it.",
        _ => null,
    };

    private static string Nearest(string name, string[] known) => NearestName.To(name, known) is { } near ? $" (did you mean '{near}'?)" : "";
}

/// <summary>A name as <c>${ssm:…}</c> has it.</summary>
/// <param name="Name">The parameter's name, path or ARN.</param>
/// <param name="Selector">The version or label behind the last <c>:</c>, or null.</param>
/// <param name="Region">The region of an ARN, or null.</param>
public sealed record SsmParameter(string Name, string? Selector, string? Region)
{
    /// <summary>What GetParameters takes: the name with its selector.</summary>
    public string Query => Selector is null ? Name : $"{Name}:{Selector}";

    /// <summary>Reads it; null when it can't be a parameter's name
    /// (letters, digits and <c>_.-/</c>: docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html).</summary>
    public static SsmParameter? Parse(string text)
    {
        string name = text;
        string? selector = null, region = null;
        if (text.StartsWith("arn:", StringComparison.Ordinal))
        {
            // arn:partition:ssm:region:account:parameter/path[:selector]
            var parts = text.Split(':');
            if (parts.Length is < 6 or > 7 || parts[2] != "ssm" || !parts[5].StartsWith("parameter/", StringComparison.Ordinal)) return null;
            region = parts[3];
            if (parts.Length == 7) (name, selector) = (text[..text.LastIndexOf(':')], parts[6]);
            return region.Length == 0 || selector is "" ? null : new(name, selector, region);
        }

        var colon = text.IndexOf(':');
        if (colon >= 0) (name, selector) = (text[..colon], text[(colon + 1)..]);
        if (name.Length == 0 || selector is "" || selector?.Contains(':') == true) return null;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-' or '/')) return null;
        }

        return new(name, selector, null);
    }
}

/// <summary>A name as <c>${secretsmanager:…}</c> has it.</summary>
/// <param name="Id">The secret's name or ARN.</param>
/// <param name="JsonKey">The key of a JSON secret, or null for the whole of it.</param>
/// <param name="Stage">The staging label, or null for <c>AWSCURRENT</c>.</param>
public sealed record SecretName(string Id, string? JsonKey, string? Stage)
{
    /// <summary>The region of an ARN, or null.</summary>
    public string? Region => Id.StartsWith("arn:", StringComparison.Ordinal) && Id.Split(':') is [_, _, _, { Length: > 0 } region, ..] ? region : null;

    /// <summary>Reads <c>ID</c>, <c>ID#key</c>, <c>ID@STAGE</c>, <c>ID#key@STAGE</c>; null when a part is empty. An <c>@</c> belongs to the
    /// stage when only capitals, digits and <c>_-</c> follow it, for it may be part of a name too.</summary>
    public static SecretName? Parse(string text)
    {
        string? key = null, stage = null;
        var at = text.LastIndexOf('@');
        if (at >= 0 && IsStage(text.AsSpan(at + 1))) (text, stage) = (text[..at], text[(at + 1)..]);
        else if (at == text.Length - 1 && at >= 0) return null;
        var hash = text.IndexOf('#');
        if (hash >= 0) (text, key) = (text[..hash], text[(hash + 1)..]);
        return text.Length == 0 || key is "" ? null : new(text, key, stage);
    }

    private static bool IsStage(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c) && c is not ('_' or '-')) return false;
        }

        return text.Length > 0;
    }
}
