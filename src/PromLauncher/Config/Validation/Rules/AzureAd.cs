namespace PromLauncher.Config.Validation.Rules;

/// <summary>The section <c>azuread</c> of remote_write.</summary>
internal static class AzureAd
{
    /// <summary>The ids that each authentication method needs; client ids are UUIDs.</summary>
    public static void Ids(RuleContext context)
    {
        Check(context, "managed_identity", context.Version.AtLeast(3, 5) ? [] : ["client_id"], uuids: ["client_id"]);
        Check(context, "workload_identity", ["client_id", "tenant_id"], ["client_id", "tenant_id"]);
        Check(context, "oauth", ["client_id", "client_secret", "tenant_id"], ["client_id"]);
        Check(context, "certificate", ["client_id", "tenant_id", "certificate_path"], ["client_id"]);
    }

    /// <summary><c>scope</c>: <c>^[\w\s:/.\-]+$</c>.</summary>
    public static void Scope(RuleContext context)
    {
        foreach (var c in context.Section.Text("scope"))
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '_' or ' ' or '\t' or '\n' or '\r' or '\f' or ':' or '/' or '.' or '-') continue;
            context.Error(FindingKind.UnknownValue, context.ValuePlace("scope"),
                "`scope` contains a character that is not allowed: only letters, digits, spaces and _ : / . - are.");
            return;
        }
    }

    private static void Check(RuleContext context, string name, ReadOnlySpan<string> required, ReadOnlySpan<string> uuids)
    {
        if (context.Section.Child(name) is not { IsRefused: false } section) return;
        var own = context with { Section = section };
        foreach (var field in required)
        {
            if (!own.IsUnknown(field) && !own.IsSet(field)) own.Error(FindingKind.RequiredField, own.Place(field), $"`{name}` needs `{field}`.");
        }

        foreach (var field in uuids)
        {
            if (section.Text(field) is { Length: > 0 } text && !IsUuid(text))
                own.Error(FindingKind.UnknownValue, own.ValuePlace(field), $"`{field}` must be a UUID; found {Findings.Show(own.ValuePlace(field))}.");
        }
    }

    // github.com/google/uuid accepts four forms: plain, urn:uuid:…, {…}, and 32 digits.
    private static bool IsUuid(string text)
    {
        if (text.Length == 45 && text.StartsWith("urn:uuid:", StringComparison.OrdinalIgnoreCase)) text = text[9..];
        if (text.Length == 38) text = text[1..^1];
        return text.Length switch
        {
            36 => Guid.TryParseExact(text, "D", out _),
            32 => Guid.TryParseExact(text, "N", out _),
            _ => false,
        };
    }
}
