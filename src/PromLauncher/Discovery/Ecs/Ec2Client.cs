using Amazon.EC2;
using Amazon.EC2.Model;
using PromLauncher.Aws;

namespace PromLauncher.Discovery.Ecs;

/// <summary>EC2 through its SDK.</summary>
internal sealed class Ec2Client(AwsContext aws, string region, TextPool pool) : IEc2Api, IDisposable
{
    private readonly AmazonEC2Client _client = aws.CreateEc2(region);

    public async Task<IReadOnlyList<Ec2Instance>> DescribeInstancesAsync(IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var found = new List<Ec2Instance>(ids.Count);
        var request = new DescribeInstancesRequest { InstanceIds = [.. ids] };
        do
        {
            var answer = await _client.DescribeInstancesAsync(request, cancellation).ConfigureAwait(false);
            foreach (var reservation in answer.Reservations ?? [])
            {
                foreach (var instance in reservation.Instances ?? []) found.Add(Make(instance));
            }

            request.NextToken = answer.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
        return found;
    }

    public async Task<IReadOnlyDictionary<string, string>> DescribePublicAddressesAsync(IReadOnlyList<string> interfaceIds, CancellationToken cancellation)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var request = new DescribeNetworkInterfacesRequest { NetworkInterfaceIds = [.. interfaceIds] };
        do
        {
            var answer = await _client.DescribeNetworkInterfacesAsync(request, cancellation).ConfigureAwait(false);
            foreach (var own in answer.NetworkInterfaces ?? [])
            {
                if (own.NetworkInterfaceId is { } id && own.Association?.PublicIp is { Length: > 0 } address) found[id] = address;
            }

            request.NextToken = answer.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
        return found;
    }

    public void Dispose() => _client.Dispose();

    private Ec2Instance Make(Instance instance) => new()
    {
        Id = instance.InstanceId,
        PrivateIp = NotEmpty(instance.PrivateIpAddress) ?? NotEmpty(instance.NetworkInterfaces?.FirstOrDefault()?.PrivateIpAddress),
        PublicIp = NotEmpty(instance.PublicIpAddress),
        Ipv6 = NotEmpty(instance.Ipv6Address) ?? NotEmpty(instance.NetworkInterfaces?.FirstOrDefault()?.Ipv6Addresses?.FirstOrDefault()?.Ipv6Address),
        Type = instance.InstanceType?.Value,
        SubnetId = NotEmpty(instance.SubnetId),
        VpcId = NotEmpty(instance.VpcId),
        Tags = [.. (instance.Tags ?? []).Select(tag => new Tag(pool.Get(tag.Key), pool.Get(tag.Value)))],
    };

    private static string? NotEmpty(string? text) => text is { Length: > 0 } ? text : null;
}
