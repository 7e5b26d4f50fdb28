using Amazon.Runtime;
using PromLauncher.Discovery.Ecs;
using PromLauncher.Discovery.Targets;
using PromLauncher.Telemetry;

namespace PromLauncher.Discovery.Scan;

/// <summary>
/// The hosts that a cluster's tasks run on: container instances, their EC2 instances, and the public addresses of tasks' interfaces. Requested
/// only for tasks that need them, and kept until no task does.
/// </summary>
internal sealed class HostLookup(RegionApi api, string cluster)
{
    private const int Most = 100;

    private static readonly IReadOnlyDictionary<string, string> NoAddresses = new Dictionary<string, string>();

    private readonly Dictionary<string, ContainerInstance> _instances = new(StringComparer.Ordinal);
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Ec2Instance> _hosts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _publicAddresses = new(StringComparer.Ordinal);

    /// <summary>Incremented with each response: selections made before are outdated.</summary>
    public int Version { get; private set; }

    /// <summary>Fetches what is not known yet.</summary>
    /// <param name="instances">The ARNs of container instances.</param>
    /// <param name="interfaces">The ids of tasks' interfaces whose public address is wanted.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>What failed.</returns>
    public async Task<IReadOnlyList<FailureException>> EnsureAsync(IReadOnlyCollection<string> instances, IReadOnlyCollection<string> interfaces, CancellationToken cancellation)
    {
        var unknown = instances.Where(arn => !_instances.ContainsKey(arn)).ToList();
        _missing.Clear();
        List<FailureException> failures = [.. await Chunks.CallAsync(unknown, Most, chunk => api.EcsCalls.CallAsync("ecs:DescribeContainerInstances", "cluster " + cluster,
            token => api.Ecs.DescribeContainerInstancesAsync(cluster, chunk, token), cancellation), Take).ConfigureAwait(false)];
        var hosts = instances
            .Select(arn => _instances.GetValueOrDefault(arn))
            .Where(instance => instance is { IsExternal: false, InstanceId: { } id } && !_hosts.ContainsKey(id))
            .Select(static instance => instance!.InstanceId!).Distinct(StringComparer.Ordinal).ToList();
        failures.AddRange(await Chunks.CallAsync(hosts, Most,
            chunk => KnownOnlyAsync("ec2:DescribeInstances", chunk, [], (ids, token) => api.Ec2.DescribeInstancesAsync(ids, token), cancellation), TakeHosts).ConfigureAwait(false));
        failures.AddRange(await Chunks.CallAsync([.. interfaces.Where(id => !_publicAddresses.ContainsKey(id))], Most,
            chunk => KnownOnlyAsync("ec2:DescribeNetworkInterfaces", chunk, NoAddresses, (ids, token) => api.Ec2.DescribePublicAddressesAsync(ids, token), cancellation),
            TakeAddresses).ConfigureAwait(false));
        return failures;
    }

    /// <summary>Drops what no task needs any longer.</summary>
    public void Sweep(HashSet<string> instances, HashSet<string> interfaces)
    {
        foreach (var arn in _instances.Keys.Where(arn => !instances.Contains(arn)).ToList()) _instances.Remove(arn);
        var hosts = _instances.Values.Select(static instance => instance.InstanceId).ToHashSet(StringComparer.Ordinal);
        foreach (var id in _hosts.Keys.Where(id => !hosts.Contains(id)).ToList()) _hosts.Remove(id);
        foreach (var id in _publicAddresses.Keys.Where(id => !interfaces.Contains(id)).ToList()) _publicAddresses.Remove(id);
    }

    /// <summary>Adds what is known about a task's host to its view.</summary>
    public TaskView Complete(TaskView view)
    {
        var instance = view.Task.ContainerInstanceArn is { } arn ? _instances.GetValueOrDefault(arn) : null;
        var host = instance?.InstanceId is { } id ? _hosts.GetValueOrDefault(id) : null;
        var gone = view.Task.ContainerInstanceArn is { } known && _missing.Contains(known) || instance?.InstanceId is { } told && _missing.Contains(told);
        return view with
        {
            Instance = instance,
            Host = host,
            HostProblem = gone || view.Task.ContainerInstanceArn is null ? SkipReason.InstanceMissing : SkipReason.InstanceUnreadable,
            PublicIp = view.Task.Attachment?.InterfaceId is { } own ? _publicAddresses.GetValueOrDefault(own) : null,
            IsPublicIpUnknown = view.Task.Attachment?.InterfaceId is { } asked && !_publicAddresses.ContainsKey(asked),
        };
    }

    private void Take(IReadOnlyList<string> asked, Described<ContainerInstance> answer)
    {
        Version++;
        foreach (var instance in answer.Items) _instances[instance.Arn] = instance;
        foreach (var failure in answer.Failures)
        {
            if (failure.IsMissing) _missing.Add(failure.Arn);
        }
    }

    private void TakeHosts(IReadOnlyList<string> asked, IReadOnlyList<Ec2Instance> answer)
    {
        Version++;

        // One without an address is starting or terminating: requested again in the next cycle.
        foreach (var host in answer.Where(static host => host.PrivateIp is not null || host.Ipv6 is not null)) _hosts[host.Id] = host;
        foreach (var id in asked.Where(id => !answer.Any(host => host.Id == id))) _missing.Add(id);
    }

    private void TakeAddresses(IReadOnlyList<string> asked, IReadOnlyDictionary<string, string> answer)
    {
        Version++;
        foreach (var id in asked) _publicAddresses[id] = answer.GetValueOrDefault(id);
    }

    /// <summary>EC2 fails the whole call when an id does not exist; its error names those ids, and the call is repeated without them.</summary>
    private async Task<T> KnownOnlyAsync<T>(string action, IReadOnlyList<string> ids, T nothing, Func<IReadOnlyList<string>, CancellationToken, Task<T>> ask, CancellationToken cancellation)
    {
        var left = ids;
        while (left.Count > 0)
        {
            try
            {
                return await api.Ec2Calls.CallAsync(action, "instances of cluster " + cluster, token => ask(left, token), cancellation).ConfigureAwait(false);
            }
            catch (FailureException e) when (e.InnerException is AmazonServiceException { ErrorCode: { } code } service && code.StartsWith("Invalid", StringComparison.Ordinal))
            {
                var known = left.Where(id => !service.Message.Contains(id, StringComparison.Ordinal)).ToList();
                if (known.Count == left.Count) throw;
                left = known;
            }
        }

        return nothing;
    }
}
