using System.CommandLine;
using System.Globalization;
using PromLauncher.Discovery;
using PromLauncher.Discovery.Targets;
using PromLauncher.Telemetry;

namespace PromLauncher.Cli;

/// <summary>The settings of discovery: for <c>discover</c>, and with the prefix <c>discover-</c> for <c>run</c>.</summary>
internal sealed class DiscoverSettings
{
    private readonly ListSetting _clusters;
    private readonly ListSetting _scopes;
    private readonly Setting<string?> _region;
    private readonly Setting<string?> _roleArn;
    private readonly Setting<string?> _externalId;
    private readonly Setting<string> _writeTo;
    private readonly Setting<TimeSpan> _interval;
    private readonly ListSetting _portLabels;
    private readonly Setting<string> _pathLabel;
    private readonly Setting<string> _schemeLabel;
    private readonly Setting<string> _serverNameLabel;
    private readonly Setting<string> _jobNameLabel;
    private readonly Setting<string?> _filterLabel;
    private readonly BooleanSetting _dynamicPorts;
    private readonly Setting<LabelStyle> _labels;
    private readonly Setting<AddressKind> _address;
    private readonly Setting<InstanceKind> _instance;
    private readonly Setting<string?> _rules;
    private readonly BooleanSetting _allowHttp;
    private readonly Setting<TimeSpan> _describeInterval;
    private readonly Setting<TimeSpan> _maxStale;
    private readonly Setting<TimeSpan> _adoptMaxAge;
    private readonly Setting<double> _maxRequestRate;

    /// <param name="command">The command to add the options to.</param>
    /// <param name="prefix">The prefix of their names: <c>--</c> or <c>--discover-</c>.</param>
    /// <param name="writeTo">The default target file.</param>
    /// <param name="everywhere">What is scanned when neither a cluster nor a scope is given; for the help.</param>
    public DiscoverSettings(Command command, string prefix, string writeTo, string everywhere)
    {
        var (names, defaults) = (new DiscoveryOptions(), new SelectionOptions());
        List<Setting> all = [];
        _clusters = Add(new ListSetting(prefix + "cluster", "A cluster by name or ARN, self, or * for all", shownDefault: everywhere));
        _scopes = Add(new ListSetting(prefix + "scope", "Further clusters, in another account or region: role=ARN,external-id=X,region=R,cluster=A", commas: false));
        _region = Add(new Setting<string?>(prefix + "region", "The region", ValueParser.Text, null, "that of the task"));
        _roleArn = Add(new Setting<string?>(prefix + "role-arn", "The role to assume", ValueParser.Text, null));
        _externalId = Add(new Setting<string?>(prefix + "external-id", "The external id that the role's trust policy requires", ValueParser.Text, null));
        _writeTo = Add(new Setting<string>(prefix + "write-to", "The target file: .yml, .yaml or .json; - prints the targets", ValueParser.Text, writeTo, writeTo));
        _interval = Add(new Setting<TimeSpan>(prefix + "interval", "The time from the start of one scan to the next", ValueParser.Duration, names.Interval, "1m"));
        _portLabels = Add(new ListSetting(prefix + "port-label",
            $"The docker label of the port; the first one that a container has is used", shownDefault: defaults.PortLabels[0]));
        _pathLabel = Add(new Setting<string>(prefix + "path-label", "The docker label of the path", ValueParser.Text, defaults.PathLabel, defaults.PathLabel));
        _schemeLabel = Add(new Setting<string>(prefix + "scheme-label", "The docker label of the scheme", ValueParser.Text, defaults.SchemeLabel, defaults.SchemeLabel));
        _serverNameLabel = Add(new Setting<string>(prefix + "server-name-label",
            "The docker label of a host name to scrape instead of the address", ValueParser.Text, defaults.ServerNameLabel, defaults.ServerNameLabel));
        _jobNameLabel = Add(new Setting<string>(prefix + "job-name-label",
            "The docker label of the job", ValueParser.Text, defaults.JobNameLabel, defaults.JobNameLabel));
        _filterLabel = Add(new Setting<string?>(prefix + "filter-label", "A docker label that targets must have: NAME or NAME=VALUE", ValueParser.Text, null));
        _dynamicPorts = Add(new BooleanSetting(prefix + "dynamic-port-detection", "Scrape containers with PROMETHEUS_DYNAMIC_EXPORT=1 at their one mapped port"));
        _labels = Add(new Setting<LabelStyle>(prefix + "labels", "Which labels targets get: standard, extended, ecsobserver",
            ValueParser.OneOf(("standard", LabelStyle.Standard), ("extended", LabelStyle.Extended), ("ecsobserver", LabelStyle.Observer)), LabelStyle.Standard, "standard"));
        _address = Add(new Setting<AddressKind>(prefix + "address", "Which address to scrape: auto, ipv4, ipv6, public",
            ValueParser.OneOf(("auto", AddressKind.Auto), ("ipv4", AddressKind.Ipv4), ("ipv6", AddressKind.Ipv6), ("public", AddressKind.Public)), AddressKind.Auto, "auto: IPv4, else IPv6"));
        _instance = Add(new Setting<InstanceKind>(prefix + "instance", "The value of the label instance: address, task-id",
            ValueParser.OneOf(("address", InstanceKind.Address), ("task-id", InstanceKind.TaskId)), InstanceKind.Unset, "left to Prometheus"));
        _rules = Add(new Setting<string?>(prefix + "rules", "The location of rules for containers without labels, in the format of OpenTelemetry's ecs_observer", ValueParser.Text, null));
        _allowHttp = Add(new BooleanSetting(prefix + "allow-http", $"Accept a {prefix}rules that begins with http://"));
        _describeInterval = Add(new Setting<TimeSpan>(prefix + "describe-interval",
            "How often a running task with its own address is described again; 0: never", ValueParser.Duration, names.DescribeInterval, "10m"));
        _maxStale = Add(new Setting<TimeSpan>(prefix + "max-stale",
            "Drop the targets of a cluster that could not be listed for this long; 0: never", ValueParser.Duration, TimeSpan.Zero, "0"));
        _adoptMaxAge = Add(new Setting<TimeSpan>(prefix + "adopt-max-age",
            "Keep the targets of an existing file of ours up to this age until their cluster has been scanned", ValueParser.Duration, names.AdoptMaxAge, "1h"));
        _maxRequestRate = Add(new Setting<double>(prefix + "max-request-rate",
            "The maximum requests per second in an account and region", Rate, names.MaxRequestRate, "10"));
        foreach (var setting in all) command.Add(setting.Option);

        T Add<T>(T setting)
            where T : Setting
        {
            all.Add(setting);
            return setting;
        }
    }

    /// <summary>True when a cluster or a scope is given.</summary>
    public bool IsGiven(Invocation invocation) => invocation.Read(_clusters).Count > 0 || invocation.Read(_scopes).Count > 0;

    public DiscoveryOptions Read(Invocation invocation) => new()
    {
        WriteTo = invocation.Read(_writeTo),
        Scopes = Scopes(invocation),
        Rules = invocation.Read(_rules),
        AllowHttp = invocation.Read(_allowHttp),
        Interval = invocation.Read(_interval),
        DescribeInterval = invocation.Read(_describeInterval),
        MaxStale = invocation.Read(_maxStale),
        AdoptMaxAge = invocation.Read(_adoptMaxAge),
        MaxRequestRate = invocation.Read(_maxRequestRate),
        Selection = new SelectionOptions
        {
            PortLabels = invocation.Read(_portLabels) is { Count: > 0 } labels ? labels : new SelectionOptions().PortLabels,
            PathLabel = invocation.Read(_pathLabel),
            SchemeLabel = invocation.Read(_schemeLabel),
            ServerNameLabel = invocation.Read(_serverNameLabel),
            JobNameLabel = invocation.Read(_jobNameLabel),
            Filter = invocation.Read(_filterLabel) is { Length: > 0 } filter ? LabelFilter.Parse(filter) : null,
            DynamicPorts = invocation.Read(_dynamicPorts),
            Labels = invocation.Read(_labels),
            Address = invocation.Read(_address),
            Instance = invocation.Read(_instance),
        },
    };

    /// <summary>The named clusters, then the scopes; with scopes alone, nothing in our own account is scanned.</summary>
    private List<DiscoverScope> Scopes(Invocation invocation)
    {
        var (clusters, region, role, externalId) = (invocation.Read(_clusters), invocation.Read(_region), invocation.Read(_roleArn), invocation.Read(_externalId));
        List<DiscoverScope> scopes = [.. invocation.Read(_scopes).Select(DiscoverScope.Parse).Select(scope => scope with { Region = scope.Region ?? region })];
        if (externalId is { Length: > 0 } && role is not { Length: > 0 })
            throw new FailureException(FailureKind.Usage, "an external id needs a role",
                $"name the role with {_roleArn.Option.Name}, or both in a {_scopes.Option.Name}");
        if (scopes.Count > 0 && clusters.Count == 0)
        {
            return role is not { Length: > 0 } ? scopes
                : throw new FailureException(FailureKind.Usage, $"{_roleArn.Option.Name} has no effect: scopes are given and no cluster", "write the role into the scopes that need it: role=ARN,cluster=NAME");
        }

        scopes.Insert(0, DiscoverScope.Of(clusters, region, role, externalId));
        return scopes;
    }

    private static double Rate(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate is >= 0.1 and <= 1000 ? rate : throw new FormatException("write a number from 0.1 to 1000");
}
