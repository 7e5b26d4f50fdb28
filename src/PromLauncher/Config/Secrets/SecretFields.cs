namespace PromLauncher.Config.Secrets;

/// <summary>Fields whose values are never shown.</summary>
internal static class SecretFields
{
    private static readonly string[] Endings =
    [
        "password", "passwd", "pwd", "passphrase", "secret", "secretkey", "secret_key", "secret-key", "secretaccesskey", "secret_access_key", "secret-access-key", "token", "apikey", "api_key", "api-key", "privatekey", "private_key",
        "private-key", "credential", "credentials", "authorization", "cookie", ".key",
    ];

    private static readonly string[] HeaderWords = ["auth", "key", "token"];

    private static readonly string[] Misspellable =
        ["password", "credentials", "bearer_token", "client_secret", "secret_key", "token", "auth_token", "key_passphrase", "private_key", "authorization", "basic_auth"];

    /// <summary>True when Prometheus keeps the value at this path secret, or when it may hold a secret: headers and parameters of requests.</summary>
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

    /// <summary>The fields of type Secret of every release since 2.26, at any path.</summary>
    internal static bool IsSecretName(string? key) => key is "password" or "credentials" or "bearer_token" or "client_secret" or "secret_key" or "token"
        or "auth_token" or "key" or "key_passphrase" or "private_key" or "service_account_key" or "client_certificate_key" or "certificate_password"
        or "application_credential_secret" or "application_secret" or "consumer_key";

    /// <summary>True when the value at this path is a URL, or an address for which users often write a URL.</summary>
    public static bool IsUrl(FieldPath path) => IsUrlName(path.LastKey) || path.LastKey is null && path.Key(path.Count - 2) == "targets";

    /// <summary>The fields of every release since 2.26 that hold a URL, at any path.</summary>
    internal static bool IsUrlName(string? key) => key is "url" or "proxy_url" or "token_url" or "api_url" or "api_server" or "server" or "host" or "endpoint" or "identity_endpoint";

    /// <summary>True for a section that has secret fields beside others.</summary>
    internal static bool IsSecretSection(string key) => key is "basic_auth" or "oauth2" or "authorization";

    /// <summary>
    /// True for a key whose value is never shown: a secret field, one that ends like the name of a secret, a typo of one (<c>passwrd</c>), a header
    /// such as <c>X-Auth</c>, or a section of secrets that was set to a string instead of its fields (<c>authorization: Bearer …</c>).
    /// </summary>
    internal static bool LooksSecret(string key)
    {
        if (IsSecretName(key) || IsSecretSection(key) || key is "bearer") return true;
        if (key.StartsWith("x-", StringComparison.OrdinalIgnoreCase) && Array.Exists(HeaderWords, word => key.Contains(word, StringComparison.OrdinalIgnoreCase)))
            return true;
        foreach (var ending in Endings)
        {
            if (key.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return true;
        }

        foreach (var name in Misspellable)
        {
            if (Math.Abs(name.Length - key.Length) <= 2 && EditDistance.Between(key, name) <= (name.Length < 8 ? 1 : 2)) return true;
        }

        return false;
    }

    /// <summary>
    /// Where user info and query are in a URL; null for other text, or when it has neither. User info extends to the very last <c>@</c>: a
    /// password may hold a <c>/</c>, <c>?</c> or <c>#</c> that should have been escaped. What could be either is user info up to its end.
    /// </summary>
    /// <param name="text">A scalar's value.</param>
    /// <param name="isUrl">True for the value of a field that holds a URL: it need not begin with <c>scheme://</c>, as that may be missing.</param>
    public static (Range UserInfo, Range Query)? OfUrl(string text, bool isUrl = false)
    {
        if (AuthorityOf(text) is not (>= 0 and var authority))
        {
            if (!isUrl) return null;
            authority = text.StartsWith("//", StringComparison.Ordinal) ? 2 : 0;
        }

        var at = text.LastIndexOf('@');
        var question = text.IndexOf('?', authority);
        if (at < authority)
        {
            if (question < 0) return null;
            return (0..0, (question + 1)..(text.IndexOf('#', question) is >= 0 and var hash ? hash : text.Length));
        }

        // "https://h/?a=b@c&d=e" has no user info, "https://user:a?b@c&d=e" has no query.
        if (question >= 0 && question < at && !HasBadPort(text.AsSpan(authority..at))) return (authority..text.Length, (question + 1)..text.Length);
        question = text.IndexOf('?', at);
        return (authority..at, question < 0 ? 0..0 : (question + 1)..(text.IndexOf('#', question) is >= 0 and var end ? end : text.Length));
    }

    /// <summary>Offset after <c>scheme://</c>, or -1.</summary>
    private static int AuthorityOf(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        return scheme <= 0 || text.AsSpan(0, scheme).ContainsAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.") ? -1 : scheme + 3;
    }

    /// <summary>True for <c>user:pass/…</c>: what follows the colon is not a port, so this is not a host.</summary>
    private static bool HasBadPort(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny("/?#") is >= 0 and var end) text = text[..end];
        return text.IndexOf(':') is >= 0 and var colon && !text.StartsWith("[") && text[(colon + 1)..].ContainsAnyExceptInRange('0', '9');
    }
}
