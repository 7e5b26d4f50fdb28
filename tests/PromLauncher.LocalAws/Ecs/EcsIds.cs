using System.Security.Cryptography;

namespace PromLauncher.LocalAws.Ecs;

/// <summary>Ids in the formats of ECS and EC2.</summary>
internal static class EcsIds
{
    /// <summary>32 hexadecimal digits: a task's, a container instance's, a container's.</summary>
    public static string New() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>A prefix and 17 hexadecimal digits: an instance's, a network interface's, a subnet's.</summary>
    public static string Ec2(string prefix) => $"{prefix}-0{RandomNumberGenerator.GetHexString(16, lowercase: true)}";

    /// <summary>An attachment's.</summary>
    public static string Guid() => System.Guid.NewGuid().ToString();
}
