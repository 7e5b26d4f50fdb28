using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace PromLauncher.LocalAws.Identity;

/// <summary>All keys and roles of this AWS.</summary>
/// <param name="time">The clock by which temporary keys expire.</param>
public sealed class Principals(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Principal> _byKey = new();
    private readonly ConcurrentDictionary<string, Role> _roles = new();

    /// <summary>The current time.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Adds keys.</summary>
    public Principal Add(Principal principal) => _byKey[principal.AccessKeyId] = principal;

    /// <summary>Adds a role.</summary>
    public Role Add(Role role) => _roles[role.Arn] = role;

    /// <summary>The role of an ARN, or null.</summary>
    public Role? Role(string arn) => _roles.GetValueOrDefault(arn);

    /// <summary>The owner of a key, or null.</summary>
    public Principal? Find(string accessKeyId) => _byKey.GetValueOrDefault(accessKeyId);

    /// <summary>Revokes keys: requests signed with them are refused from now on.</summary>
    public void Remove(string accessKeyId) => _byKey.TryRemove(accessKeyId, out _);

    /// <summary>Issues temporary keys for a role.</summary>
    /// <param name="role">The role, whose policy applies to the keys.</param>
    /// <param name="session">The session's name.</param>
    /// <param name="lifetime">How long they are valid.</param>
    public Principal Issue(Role role, string session, TimeSpan lifetime) => Add(new Principal
    {
        AccessKeyId = "ASIA" + Random(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
        SecretAccessKey = Random(40, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/+"),
        SessionToken = Convert.ToBase64String(RandomNumberGenerator.GetBytes(192)),
        Expires = time.GetUtcNow() + lifetime,
        Arn = $"{role.Arn.Replace(":iam:", ":sts:", StringComparison.Ordinal).Replace(":role/", ":assumed-role/", StringComparison.Ordinal)}/{session}",
        Policy = role.Policy,
    });

    private static string Random(int length, string alphabet) => RandomNumberGenerator.GetString(alphabet, length);
}
