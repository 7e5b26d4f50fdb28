namespace PromLauncher.Config.Validation.Rules;

/// <summary>Client certificates: a certificate and its key go together.</summary>
internal static class Tls
{
    /// <summary>What promtool checks in jobs and in Kubernetes discoveries.</summary>
    public static void ClientCertificate(RuleContext context)
    {
        if (context.Section.Child(context.Rule.Arguments[0]) is not { IsRefused: false } tls) return;
        var own = context with { Section = tls };
        if (own.IsUnknown("cert_file") || own.IsUnknown("key_file")) return;
        var (cert, key) = (own.IsSet("cert_file"), own.IsSet("key_file"));
        if (cert == key) return;
        // From 2.45 on most of these are refused while tls_config is read; what is left is a file combined with an inline value.
        var (has, lacks) = cert ? ("cert_file", "key_file") : ("key_file", "cert_file");
        var other = lacks[..^5];
        if (context.Version.AtLeast(2, 45) && !own.IsSet(other) && !own.IsSet(other + "_ref")) return;
        own.Error(FindingKind.FieldNeedsAnother, own.Place(has), $"`{has}` requires `{lacks}`.");
    }

    /// <summary>What Prometheus checks while it reads <c>tls_config</c>.</summary>
    public static void KeyPair(RuleContext context)
    {
        foreach (var field in (ReadOnlySpan<string>)["cert", "cert_file", "cert_ref", "key", "key_file", "key_ref"])
        {
            if (context.IsUnknown(field)) return;
        }

        var cert = First(context, "cert");
        var key = First(context, "key");
        if (cert is null == key is null) return;
        var (has, lacks) = cert is not null ? (cert, "key") : (key!, "cert");
        context.Error(FindingKind.FieldNeedsAnother, context.Place(has), $"`{has}` requires `{lacks}` or `{lacks}_file`.");
    }

    private static string? First(RuleContext context, string name)
    {
        foreach (var suffix in (ReadOnlySpan<string>)["", "_file", "_ref"])
        {
            if (context.IsSet(name + suffix)) return name + suffix;
        }

        return null;
    }
}
