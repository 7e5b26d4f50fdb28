namespace PromLauncher.Config.Validation.Rules;

/// <summary><c>scaleway_sd_configs</c>: what Scaleway's own client checks when it is created.</summary>
internal static class Scaleway
{
    /// <summary>Checks keys, project and zone.</summary>
    public static void Profile(RuleContext context)
    {
        var access = context.Section.Text("access_key");
        if (access.Length > 0 && !(access.Length == 20 && access.StartsWith("SCW", StringComparison.Ordinal) && IsKey(access)))
            Invalid(context, "access_key", "SCW and 17 capital letters or digits");
        var secret = context.Section.Text("secret_key");
        if (secret.Length > 0 && !Guid.TryParseExact(secret, "D", out _)) Invalid(context, "secret_key", "a UUID");
        var project = context.Section.Text("project_id");
        if (project.Length > 0 && !Guid.TryParseExact(project, "D", out _)) Invalid(context, "project_id", "a UUID");
        if (!context.IsUnknown("zone") && !IsZone(context.Section.Text("zone"))) Invalid(context, "zone", "a zone such as fr-par-1");
    }

    private static bool IsZone(string text) =>
        text.Length == 8 && text[2] == '-' && text[6] == '-' && text[7] is >= '1' and <= '9'
        && text.AsSpan(0, 2).IndexOfAnyExceptInRange('a', 'z') < 0 && text.AsSpan(3, 3).IndexOfAnyExceptInRange('a', 'z') < 0;

    private static bool IsKey(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c) && !char.IsAsciiLetterUpper(c)) return false;
        }

        return true;
    }

    private static void Invalid(RuleContext context, string field, string wanted) =>
        context.Error(FindingKind.UnknownValue, context.ValuePlace(field), $"`{field}` must be {wanted}.");
}
