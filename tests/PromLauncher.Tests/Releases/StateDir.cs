using System.Text;
using PromLauncher.Releases;
using PromLauncher.Telemetry;

namespace PromLauncher.Tests.Releases;

/// <summary>A folder for one test, removed with it.</summary>
internal sealed class StateDir : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("promlauncher-test-").FullName;

    public string State => System.IO.Path.Join(Path, "state");

    public string Releases => System.IO.Path.Join(State, "releases");

    public string Current => System.IO.Path.Join(State, "current");

    public StringBuilder Logged { get; } = new();

    public ReleaseStore Open(string? folder = null) => Open(new StateLocation { Given = folder ?? State });

    public ReleaseStore Open(StateLocation location) =>
        ReleaseStore.Open(location, new Log(LogFormat.Logfmt, LogLevel.Debug, TimeProvider.System, line => Logged.Append(Encoding.UTF8.GetString(line.Span))), TimeProvider.System);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public static Dictionary<string, ReadOnlyMemory<byte>> Files(params (string Path, string Content)[] files) =>
        files.ToDictionary(f => f.Path, f => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(f.Content));

    public static Dictionary<string, ReadOnlyMemory<byte>> Configuration(string content) => Files(("prometheus.yml", content));
}
