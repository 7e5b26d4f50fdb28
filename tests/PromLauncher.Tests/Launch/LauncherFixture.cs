using System.Text;
using PromLauncher.Launch;
using PromLauncher.Releases;
using PromLauncher.Telemetry;
using PromLauncher.Tests.Discovery.Scan;
using PromLauncher.Tests.Releases;

namespace PromLauncher.Tests.Launch;

/// <summary>What a running launcher has: a state dir, a clock that a test moves, what it knows of itself, and a log.</summary>
internal sealed class LauncherFixture : IDisposable
{
    /// <summary>Where its configuration comes from.</summary>
    public const string Location = "s3://b/k";

    private readonly StringBuilder _logged = new();

    public LauncherFixture()
    {
        Store = Dir.Open();
        State = new RunState(new RunStatus { Location = Location }, Time);
        Log = new Log(LogFormat.Logfmt, LogLevel.Info, Time, line => _logged.Append(Encoding.UTF8.GetString(line.Span)));
    }

    public StateDir Dir { get; } = new();

    public ManualTime Time { get; } = new();

    public ReleaseStore Store { get; }

    public RunState State { get; }

    public RunStatus Status => State.Status;

    public Log Log { get; }

    public string Logged => _logged.ToString();

    public int Lines(string part) => Logged.Split('\n').Count(line => line.Contains(part, StringComparison.Ordinal));

    public void Dispose()
    {
        Store.Dispose();
        Dir.Dispose();
    }
}
