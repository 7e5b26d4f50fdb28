using System.Xml.Linq;
using PromLauncher.LocalAws.Ecs;

namespace PromLauncher.LocalAws.Ec2;

/// <summary>EC2's descriptions of resources.</summary>
internal static class Ec2Xml
{
    public static XElement Reservation(Ec2Instance instance)
    {
        var described = new XElement("item",
            new XElement("instanceId", instance.Id),
            new XElement("imageId", "ami-0abcdef1234567890"),
            new XElement("instanceState", new XElement("code", 16), new XElement("name", "running")),
            new XElement("privateDnsName", instance.PrivateDnsName ?? (instance.PrivateIp.Length > 0 ? $"ip-{instance.PrivateIp.Replace('.', '-')}.{instance.AvailabilityZone[..^1]}.compute.internal" : "")),
            new XElement("dnsName", ""),
            new XElement("instanceType", instance.Type),
            new XElement("launchTime", "2026-01-02T03:04:05.000Z"),
            new XElement("placement", new XElement("availabilityZone", instance.AvailabilityZone), new XElement("tenancy", "default")),
            new XElement("subnetId", instance.SubnetId),
            new XElement("vpcId", instance.VpcId),
            new XElement("networkInterfaceSet", new XElement("item",
                new XElement("networkInterfaceId", "eni-" + instance.Id[2..]),
                Optional("privateIpAddress", instance.PrivateIp),
                new XElement("ipv6AddressesSet", instance.Ipv6 is { } own ? new XElement("item", new XElement("ipv6Address", own), new XElement("isPrimaryIpv6", "false")) : null))),
            new XElement("tagSet", instance.Tags.Select(static tag => new XElement("item", new XElement("key", tag.Key), new XElement("value", tag.Value)))));
        described.Add(Optional("privateIpAddress", instance.PrivateIp), Optional("ipAddress", instance.PublicIp), Optional("ipv6Address", instance.Ipv6));
        return new XElement("item", new XElement("reservationId", "r-0" + instance.Id[^16..]), new XElement("ownerId", LocalAwsServer.DefaultAccount), new XElement("groupSet"),
            new XElement("instancesSet", described));
    }

    public static XElement Interface(NetworkInterface own) => new("item",
        new XElement("networkInterfaceId", own.Id),
        new XElement("status", "in-use"),
        new XElement("interfaceType", "interface"),
        Optional("privateIpAddress", own.Ipv4),
        own.PublicIp is { } ip ? new XElement("association", new XElement("publicIp", ip), new XElement("ipOwnerId", "amazon")) : null,
        new XElement("ipv6AddressesSet", own.Ipv6 is { } ipv6 ? new XElement("item", new XElement("ipv6Address", ipv6)) : null));

    private static XElement? Optional(string name, string? value) => value is { Length: > 0 } ? new XElement(name, value) : null;
}
