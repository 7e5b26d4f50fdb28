using PromLauncher.Discovery.Ecs;
using PromLauncher.Discovery.Targets;

namespace PromLauncher.Tests.Discovery.Targets;

/// <summary>Tasks in the network of their EC2 instance: bridge and host mode, dynamic ports, ranges.</summary>
public sealed class HostPortsTest
{
    [Fact]
    public void A_binding_leads_to_the_container_port() =>
        Assert.Equal("10.0.9.9:32768", Given.Bridge(Given.Binding(8080, 32767), Given.Binding(9090, 32768)).Select().Show());

    [Fact]
    public void The_ipv6_twin_of_a_binding_is_passed_over() =>
        Assert.Equal("10.0.9.9:32768", Given.Bridge(Given.Binding(9090, 32768), Given.Binding(9090, 32769, "::")).Select().Show());

    [Fact]
    public void A_udp_port_of_the_same_number_is_passed_over() =>
        Assert.Equal("10.0.9.9:32768", Given.Bridge(Given.Binding(9090, 32768), Given.Binding(9090, 40000, protocol: "udp")).Select().Show());

    [Theory]
    [InlineData(8080, 32768)]
    [InlineData(9090, 0)]
    [InlineData(9090, null)]
    public void Without_a_host_port_there_is_no_target(int container, int? host) =>
        Assert.Equal("port_not_mapped", Given.Bridge(Given.Binding(container, host)).Select().Show());

    [Theory]
    [InlineData("9088-9092", "40000-40004", "10.0.9.9:40002")]
    [InlineData("9090-9090", "40000-40000", "10.0.9.9:40000")]
    [InlineData("9091-9095", "40000-40004", "port_not_mapped")]
    [InlineData("9088-9092", null, "port_not_mapped")]
    [InlineData("9088-9092", "40000-40001", "port_not_mapped")]
    [InlineData("9088", "40000", "port_not_mapped")]
    public void A_range_of_ports_is_resolved(string container, string? host, string expected) =>
        Assert.Equal(expected, Given.Bridge(new NetworkBinding { ContainerPortRange = container, HostPortRange = host, Protocol = "tcp" }).Select().Show());

    [Fact]
    public void Host_mode_without_bindings_has_the_port_of_the_label()
    {
        var view = Given.Bridge() with { Definition = Given.Definition() with { NetworkMode = "host" } };
        Assert.Equal("10.0.9.9:9090", view.Select().Show());
    }

    [Fact]
    public void Bridge_mode_without_bindings_has_no_address() => Assert.Equal("no_address", Given.Bridge().Select().Show());

    [Theory]
    [InlineData("EC2", "mi-0123456789abcdef0", SkipReason.InstanceUnreadable, "external_instance")]
    [InlineData("EXTERNAL", null, SkipReason.InstanceUnreadable, "external_instance")]
    [InlineData("EC2", null, SkipReason.InstanceMissing, "instance_missing")]
    [InlineData("EC2", "i-0123456789abcdef0", SkipReason.InstanceUnreadable, "instance_unreadable")]
    public void A_host_without_address_is_reported(string launchType, string? instance, SkipReason problem, string expected)
    {
        var view = Given.Bridge(Given.Binding(9090, 32768));
        view = view with
        {
            Task = view.Task with { LaunchType = launchType },
            Instance = instance is null ? null : new ContainerInstance(Given.InstanceArn, instance),
            Host = null,
            HostProblem = problem,
        };
        Assert.Equal(expected, view.Select().Show());
    }

    [Theory]
    [InlineData(AddressKind.Auto, "10.0.9.9:32768")]
    [InlineData(AddressKind.Ipv6, "[2001:db8::9]:32768")]
    [InlineData(AddressKind.Public, "52.1.2.3:32768")]
    public void The_address_of_a_host_is_of_the_kind_that_is_asked_for(AddressKind kind, string expected) =>
        Assert.Equal(expected, Given.Bridge(Given.Binding(9090, 32768)).Select(new SelectionOptions { Address = kind }).Show());

    [Fact]
    public void An_interface_of_its_own_comes_before_the_host()
    {
        var view = Given.View(Given.Ec2Task(Given.Container(bindings: Given.Binding(9090, 9090)))) with { Host = Given.Host };
        Assert.Equal("10.0.0.1:9090", view.Select().Show());
    }

    [Theory]
    [InlineData("1", 1, "10.0.9.9:32768")]
    [InlineData("1", 0, "ambiguous_port")]
    [InlineData("1", 2, "ambiguous_port")]
    [InlineData("true", 1, "no_dynamic_export")]
    [InlineData(null, 1, "no_dynamic_export")]
    public void Dynamic_port_detection_takes_the_one_binding_and_reads_no_port_label(string? label, int bindings, string expected)
    {
        var view = Given.Bridge([.. Enumerable.Range(0, bindings).Select(static i => Given.Binding(8080 + i, 32768 + i))]) with
        {
            Definition = Given.Definition(label is null ? Given.Labelled() : Given.Labelled(("PROMETHEUS_DYNAMIC_EXPORT", label))) with { NetworkMode = null },
        };
        Assert.Equal(expected, view.Select(new SelectionOptions { DynamicPorts = true, Filter = LabelFilter.Parse("NOT_READ") }).Show());
    }

    [Fact]
    public void The_ipv6_twin_is_not_a_second_binding_to_dynamic_port_detection()
    {
        var view = Given.Bridge(Given.Binding(8080, 32768), Given.Binding(8080, 32769, "::")) with
        {
            Definition = Given.Definition(Given.Labelled(("PROMETHEUS_DYNAMIC_EXPORT", "1"))) with { NetworkMode = null },
        };
        Assert.Equal("10.0.9.9:32768", view.Select(new SelectionOptions { DynamicPorts = true }).Show());
    }
}
