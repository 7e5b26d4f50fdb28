using PromLauncher.Config.Document;
using PromLauncher.Config.Schema;
using PromLauncher.Config.Validation;

namespace PromLauncher.Config.Lints;

/// <summary>Lints for values of any field.</summary>
internal sealed class ValueLints(LintContext context)
{
    /// <summary>Checks all values of a section and of those below it.</summary>
    public void Walk(Section section)
    {
        foreach (var slot in section.Slots)
        {
            switch (slot.Content)
            {
                case Section child:
                    Walk(child);
                    break;
                case Section?[] children:
                    foreach (var child in children)
                    {
                        if (child is not null) Walk(child);
                    }

                    break;
                default:
                    Value(slot, slot.Value, slot.Place, slot.Field.Type);
                    break;
            }
        }
    }

    private void Value(Slot slot, Node node, Node place, FieldType type)
    {
        // `http_headers` maps a name to {values, secrets, files}: the schema checked it as a whole, and the YAML nodes are walked here.
        switch (node)
        {
            case SequenceNode list:
                foreach (var item in list.Items) Value(slot, item.Resolve(), item, type.Element ?? type);
                break;
            case MappingNode mapping when type is { Kind: ValueKind.Struct, Name: "http_header" }:
                foreach (var (key, value) in mapping.Entries) Value(slot, value.Resolve(), value, new(key is ScalarNode { Value: "secrets" } ? ValueKind.Secret : ValueKind.String));
                break;
            case MappingNode mapping:
                foreach (var (_, value) in mapping.Entries) Value(slot, value.Resolve(), value, type.Element ?? type);
                break;
            case ScalarNode scalar:
                Scalar(slot, scalar, place, type.Kind == ValueKind.List ? type.Element! : type);
                break;
        }
    }

    private void Scalar(Slot slot, ScalarNode scalar, Node place, FieldType type)
    {
        var name = slot.Field.Name;
        var expanded = scalar.IsExpanded || scalar.IsUnknown;
        if (expanded)
        {
            if (type.Kind != ValueKind.Secret && HoldsSecret(scalar.Source))
                context.Tell(FindingKind.SecretShown, place, $"{Findings.Show(place)} puts a secret into `{name}`, which Prometheus shows.");
        }
        else if (IsUnfilled(scalar.Value, name, type))
        {
            context.Tell(FindingKind.Unfilled, place, $"`{name}` still contains {Findings.Show(place)}, which has to be replaced.");
        }
        else if (IsLiteralSecret(scalar.Value, type))
        {
            context.Tell(FindingKind.LiteralSecret, place, $"`{name}` holds a secret as plain text.");
        }

        if (slot.State == SlotState.Read && !scalar.IsUnknown && IsEndpoint(name, type) && PublicHost.IsReachedUnencrypted(scalar.Value, context.Options.Version))
        {
            context.Tell(FindingKind.PublicHttp, place, $"`{name}` sends requests unencrypted over the internet.");
        }
    }

    private static bool HoldsSecret(string source) =>
        source.Contains("${ssm:", StringComparison.Ordinal) || source.Contains("${secretsmanager:", StringComparison.Ordinal);

    // "<secret>" is what Prometheus's own /config page shows instead of a secret: the configuration was copied from there.
    private static bool IsUnfilled(string value, string name, FieldType type) =>
        value is ['<', _, .., '>'] && (type.Kind == ValueKind.Secret ? value == "<secret>" : IsPlace(name, type) && !value.AsSpan(1, value.Length - 2).ContainsAny('<', '>'));

    // A placeholder that was not expanded refers to a secret, but isn't one.
    private static bool IsLiteralSecret(string value, FieldType type)
    {
        if (value.Length == 0 || value.Contains("${", StringComparison.Ordinal)) return false;
        if (type.Kind == ValueKind.Secret) return true;
        if (type.Kind != ValueKind.Url || value.IndexOf("//", StringComparison.Ordinal) is not (>= 0 and var start)) return false;
        var authority = value.AsSpan(start + 2);
        if (authority.IndexOfAny("/?#") is >= 0 and var end) authority = authority[..end];
        var at = authority.LastIndexOf('@');
        return at > 0 && authority[..at].IndexOf(':') is >= 0 and var colon && colon < at - 1;
    }

    private static bool IsEndpoint(string name, FieldType type) =>
        type.Kind == ValueKind.Url || name is "url" or "token_url" or "server" or "endpoint" or "api_url" or "host" or "identity_endpoint";

    private static bool IsPlace(string name, FieldType type) =>
        IsEndpoint(name, type) || name is "servers" or "region" or "targets" or "names" or "role_arn" or "server_name" or "zone";
}
