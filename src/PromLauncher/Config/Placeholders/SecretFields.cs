namespace PromLauncher.Config.Placeholders;

/// <summary>Fields whose values are never shown.</summary>
internal static class SecretFields
{
    /// <summary>True when Prometheus keeps the value at this path secret, or when it may well be one: headers and parameters of requests.</summary>
    public static bool IsSecret(FieldPath path)
    {
        if (IsSecretName(path.LastKey)) return true;
        for (var i = 0; i < path.Count; i++)
        {
            if (IsSecretBranch(path.Key(i))) return true;
        }

        return false;
    }

    /// <summary>Everything below these may be a secret.</summary>
    internal static bool IsSecretBranch(string? key) =>
        key is "headers" or "http_headers" or "proxy_connect_header" or "params" or "endpoint_params" or "basic_auth_users" or "claims" or "secrets";

    /// <summary>The fields of type Secret of every release since 2.26, wherever they stand.</summary>
    internal static bool IsSecretName(string? key) => key is "password" or "credentials" or "bearer_token" or "client_secret" or "secret_key" or "token"
        or "auth_token" or "key" or "key_passphrase" or "private_key" or "service_account_key" or "client_certificate_key" or "certificate_password"
        or "application_credential_secret" or "application_secret" or "consumer_key";

    /// <summary>
    /// Where user info and query stand in a URL: what begins with <c>scheme://</c>. Null for other text, or when it has neither. A password with
    /// a <c>/</c>, <c>?</c> or <c>#</c> in it ends the authority for a parser, and leaves a port that is none: then all to the last <c>@</c> is user info.
    /// </summary>
    /// <param name="text">A scalar's value.</param>
    public static (Range UserInfo, Range Query)? OfUrl(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0 || text.AsSpan(0, scheme).ContainsAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.")) return null;
        var authority = scheme + 3;
        var end = text.AsSpan(authority).IndexOfAny("/?#");
        end = end < 0 ? text.Length : authority + end;
        var at = text.AsSpan(authority, end - authority).LastIndexOf('@');
        if (at < 0 && HasNoPort(text.AsSpan(authority, end - authority)) && text.LastIndexOf('@') is > 0 and var last && last > end) (at, end) = (last - authority, last);
        var question = text.IndexOf('?', end);
        if (at < 0 && question < 0) return null;
        var queryEnd = question < 0 ? -1 : text.IndexOf('#', question) is >= 0 and var hash ? hash : text.Length;
        return (at < 0 ? 0..0 : authority..(authority + at), question < 0 ? 0..0 : (question + 1)..queryEnd);
    }

    private static bool HasNoPort(ReadOnlySpan<char> authority) =>
        authority.IndexOf(':') is >= 0 and var colon && !authority.StartsWith("[") && authority[(colon + 1)..].ContainsAnyExceptInRange('0', '9');
}
