namespace PromLauncher.Launch;
public sealed class Launcher(RunOptions options, Surroundings surroundings)
{
    public Task<int> RunAsync() { _ = options; _ = surroundings; return Task.FromResult(0); }
}
