using System.Net;
using System.Net.Sockets;
using PromLauncher.Discovery.Files;
using PromLauncher.LocalAws;
using PromLauncher.LocalAws.Ecs;
using PromLauncher.LocalAws.Identity;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>How <c>discover</c> ends, and what does not end it.</summary>
[Trait("Category", "Native")]
public sealed class DiscoverStopTest
{
    private const string Role = "arn:aws:iam::123456789012:role/scan";
    private const string All = """{"Statement": [{"Effect": "Allow", "Action": ["ecs:*", "sts:*"], "Resource": "*"}]}""";

    private static readonly TaskDefinition App = new() { Family = "app", Containers = [new() { Name = "app", DockerLabels = new Dictionary<string, string> { ["PROMETHEUS_EXPORTER_PORT"] = "8080" } }] };

    [Theory]
    [InlineData("ecs:ListTasks", 15)]
    [InlineData("ecs:ListTasks", 2)]
    [InlineData("ecs:DescribeTasks", 15)]
    [InlineData("ecs:DescribeTaskDefinition", 15)]
    [InlineData("sts:AssumeRole", 15)]
    public async Task A_stop_signal_ends_it_at_once_in_the_middle_of_a_call(string action, int signal)
    {
        await using var run = await CloudRun.CreateAsync(All);
        run.Aws.Principals.Add(new Role { Arn = Role });
        run.Aws.Ecs.Create("prod").Start(App);
        run.Aws.Faults.Add(new Fault { Action = action, Kind = FaultKind.Hang });
        run.StartCommand(["discover", "--cluster", "prod", "--write-to", Path.Combine(run.Folder, "t.yml"), "--role-arn", Role]);
        await Launched.UntilAsync(() => run.Aws.Calls.Any(call => call.Action == action), "the call was not made");
        await EndsAtOnceAsync(run, signal);
    }

    [Theory]
    [InlineData("AWS_CONTAINER_CREDENTIALS_FULL_URI")]
    [InlineData("ECS_CONTAINER_METADATA_URI_V4")]
    [InlineData("AWS_ENDPOINT_URL_ECS")]
    public async Task And_while_an_endpoint_does_not_answer(string variable)
    {
        await using var run = await CloudRun.CreateAsync(All);
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var connected = silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        run.StartCommand(["discover", "--cluster", "self", "--write-to", Path.Combine(run.Folder, "t.yml")], (variable, $"http://{silent.LocalEndpoint}"));
        using var client = await connected;
        await EndsAtOnceAsync(run, 15);
    }

    [Fact]
    public async Task And_between_two_cycles()
    {
        await using var run = await CloudRun.CreateAsync(All);
        run.Aws.Ecs.Create("prod").Start(App);
        run.StartCommand(["discover", "--cluster", "prod", "--write-to", Path.Combine(run.Folder, "t.yml"), "--interval", "1h"]);
        run.Launcher.WaitFor(static line => line.Contains("targets found", StringComparison.Ordinal));
        await EndsAtOnceAsync(run, 15);
    }

    [Theory]
    [InlineData("--once", 73)]
    [InlineData("--times=2", 73)]
    public async Task Finite_cycles_whose_file_cannot_be_written_end_so(string times, int code)
    {
        await using var run = await CloudRun.CreateAsync(All);
        run.Aws.Ecs.Create("prod").Start(App);
        run.StartCommand(["discover", "--cluster", "prod", "--write-to", Path.Combine(run.Folder, "none", "t.yml"), times, "--interval", "100ms"]);
        Assert.Equal(code, await run.Launcher.ExitAsync());
        Assert.Contains($"mount a volume at {Path.Combine(run.Folder, "none")}", run.Launcher.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endless_cycles_report_it_and_try_again()
    {
        await using var run = await CloudRun.CreateAsync(All);
        run.Aws.Ecs.Create("prod").Start(App);
        var file = Path.Combine(run.Folder, "none", "t.yml");
        run.StartCommand(["discover", "--cluster", "prod", "--write-to", file, "--interval", "100ms"]);
        run.Launcher.WaitFor(static line => line.Contains("can't be written", StringComparison.Ordinal));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        run.Launcher.WaitFor(static line => line.Contains("can be written again", StringComparison.Ordinal));
        Assert.Single(FileSdReader.Read(FileSdFormat.Yaml, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), out _)!);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(file));
        Assert.Equal(["t.yml"], Directory.GetFiles(Path.GetDirectoryName(file)!).Select(Path.GetFileName));
        await EndsAtOnceAsync(run, 15);
    }

    [Theory]
    [InlineData(FaultKind.AccessDenied)]
    [InlineData(FaultKind.InternalError)]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.Truncate)]
    [InlineData(FaultKind.Throttle)]
    public async Task No_error_of_AWS_ends_endless_cycles(FaultKind kind)
    {
        await using var run = await CloudRun.CreateAsync(All);
        run.Aws.Ecs.Create("prod").Start(App);
        run.Aws.Faults.Add(new Fault { Kind = kind });
        var file = Path.Combine(run.Folder, "t.yml");
        run.StartCommand(["discover", "--cluster", "prod", "--write-to", file, "--interval", "100ms", "--max-request-rate", "1000"]);
        run.Launcher.WaitFor(static line => line.Contains("level=WARN", StringComparison.Ordinal) && line.Contains("cluster=", StringComparison.Ordinal));
        Assert.False(File.Exists(file));
        run.Aws.Faults.Clear();
        run.Launcher.WaitFor(static line => line.Contains("targets found", StringComparison.Ordinal));
        await EndsAtOnceAsync(run, 15);
    }

    /// <summary>It says so itself: a process that waits for something else first is ended after a second without a word.</summary>
    private static async Task EndsAtOnceAsync(CloudRun run, int signal)
    {
        run.Launcher.Signal(signal);
        Assert.Equal(0, await run.Launcher.ExitAsync());
        Assert.Contains($"msg=stopped signal={signal}", run.Launcher.Output, StringComparison.Ordinal);
    }
}
