namespace PromLauncher.Config.Validation.Rules;

/// <summary>Authentication methods: which exclude each other.</summary>
internal static class Auth
{
    private const string JwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /// <summary><c>authorization.type: basic</c> is refused: <c>basic_auth</c> does that.</summary>
    public static void NotBasic(RuleContext context)
    {
        if (context.Section.Child("authorization") is not { } authorization) return;
        if (!authorization.Text("type").Trim().Equals("basic", StringComparison.OrdinalIgnoreCase)) return;
        context.Error(FindingKind.UnknownValue, context.ValuePlace("authorization.type"), "`authorization` can't be of type basic.",
            "Use `basic_auth` with `username` and `password`.");
    }

    /// <summary>The secrets of <c>oauth2</c>: which of them is used depends on the grant type since 3.8.</summary>
    public static void OAuth2(RuleContext context)
    {
        if (context.Section.Child("oauth2") is not { IsRefused: false } oauth) return;
        var own = context with { Section = oauth };
        var jwt = context.Version.AtLeast(3, 8) && oauth.Text("grant_type") == JwtBearer;
        var stem = jwt ? "client_certificate_key" : "client_secret";
        Combination.AtMostOne(own with { Rule = own.Rule with { Arguments = [stem, stem + "_file", stem + "_ref"] } });
        if (jwt && oauth.Text("signature_algorithm") is not ("" or "RS256" or "RS384" or "RS512"))
        {
            var place = own.ValuePlace("signature_algorithm");
            own.Error(FindingKind.UnknownValue, place, $"`signature_algorithm` must be one of RS256, RS384, RS512, not {Findings.Show(place)}.");
        }
    }

    /// <summary>At most one authentication method for a remote_write endpoint.</summary>
    public static void RemoteWrite(RuleContext context)
    {
        // The methods of http_client are checked against each other elsewhere: what is left is each of them against each of these.
        string? first = null;
        foreach (var field in (ReadOnlySpan<string>)["basic_auth", "authorization", "oauth2"])
        {
            if (first is null && context.IsSet(field)) first = field;
        }

        // oauth2 came after 2.26 and azuread with 2.45; a field that the release doesn't have was refused as unknown before.
        foreach (var field in (ReadOnlySpan<string>)["sigv4", "azuread", "google_iam"])
        {
            if (!context.IsSet(field)) continue;
            if (first is null)
            {
                first = field;
                continue;
            }

            var counts = context.Version.AtLeast(2, 55) || field != "google_iam";
            if (counts) Combination.Exclude(context, first, field);
        }

        // A bearer token becomes an authorization when it is read.
        if (first is "sigv4" or "azuread" or "google_iam")
        {
            foreach (var field in (ReadOnlySpan<string>)["bearer_token", "bearer_token_file"])
            {
                if (context.IsSet(field)) Combination.Exclude(context, first, field);
            }
        }
    }

    /// <summary>At most one authentication method for an Alertmanager.</summary>
    public static void Alertmanager(RuleContext context)
    {
        if (!context.IsSet("sigv4")) return;
        foreach (var field in (ReadOnlySpan<string>)["basic_auth", "authorization", "oauth2", "bearer_token", "bearer_token_file"])
        {
            if (context.IsSet(field)) Combination.Exclude(context, field, "sigv4");
        }
    }
}
