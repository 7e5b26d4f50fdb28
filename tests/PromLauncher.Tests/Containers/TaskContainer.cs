using System.Globalization;
using System.Text.Json.Nodes;
using DotNet.Testcontainers.Containers;

namespace PromLauncher.Tests.Containers;

/// <summary>One container of a task.</summary>
/// <param name="name">Its name in the task definition.</param>
/// <param name="container">The container.</param>
/// <param name="stopTimeout">How long after a stop signal it is killed.</param>
internal sealed class TaskContainer(string name, IContainer container, TimeSpan stopTimeout) : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public string Id => container.Id;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task StartAsync()
    {
        try
        {
            await container.StartAsync(Token);
        }
        catch (ContainerNotRunningException)
        {
            // Its exit code is for the test to judge.
        }
    }

    /// <summary>All that it has logged.</summary>
    public async Task<string> LogAsync()
    {
        var (output, error) = await container.GetLogsAsync(ct: Token);
        return output + error;
    }

    /// <summary>Waits until its log says something.</summary>
    public Task SaysAsync(string text) => UntilAsync(async () => (await LogAsync()).Contains(text, StringComparison.Ordinal), $"its log never said '{text}'");

    /// <summary>Waits for a condition; that fails with the log when the container has ended meanwhile, or after a long time.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition, string otherwise)
    {
        var end = DateTime.UtcNow + Limit;
        while (!await condition())
        {
            var state = await StateAsync();
            if (DateTime.UtcNow > end || state["Status"]!.GetValue<string>() is "exited" or "dead")
                Assert.Fail($"{name}: {otherwise} ({state["Status"]}, exit code {state["ExitCode"]}):\n{await LogAsync()}");
            await Task.Delay(100, Token);
        }
    }

    /// <summary>Runs a command in it.</summary>
    public async Task<(long Code, string Output)> ExecAsync(params string[] words)
    {
        var result = await container.ExecAsync(words, Token);
        return (result.ExitCode ?? -1, result.Stdout + result.Stderr);
    }

    /// <summary>A file in it or in its volumes, whether it runs or not.</summary>
    public async Task<string> ReadAsync(string path) => System.Text.Encoding.UTF8.GetString(await container.ReadFileAsync(path, Token));

    /// <summary>Stops it as ECS does: SIGTERM, and SIGKILL after the stop timeout.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        await Docker.RunAsync("stop", "--time", ((int)stopTimeout.TotalSeconds).ToString(CultureInfo.InvariantCulture), Id);
        return await ExitAsync();
    }

    /// <summary>SIGKILL to its PID 1.</summary>
    public Task KillAsync() => Docker.RunAsync("kill", Id);

    /// <summary>Starts it again, with what its volumes hold.</summary>
    public Task RestartAsync() => Docker.RunAsync("start", Id);

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync() => int.Parse(await Docker.RunAsync("wait", Id), CultureInfo.InvariantCulture);

    /// <summary>The engine's word on its state and health.</summary>
    public async Task<JsonNode> StateAsync() => JsonNode.Parse(await Docker.RunAsync("inspect", "--format", "{{json .State}}", Id))!;

    /// <summary>Waits until its health check has succeeded.</summary>
    public Task HealthyAsync() => UntilAsync(async () => (await StateAsync())["Health"]?["Status"]?.GetValue<string>() == "healthy", "it never became healthy");

    public ValueTask DisposeAsync() => container.DisposeAsync();
}
