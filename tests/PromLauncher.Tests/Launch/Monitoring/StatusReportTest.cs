using PromLauncher.Launch;
using PromLauncher.Launch.Monitoring;
using PromLauncher.Telemetry;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.Launch.Monitoring;

public sealed class StatusReportTest : IDisposable
{
    private readonly TestFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Names_are_words_but_reasons_are_those_of_metrics_and_documentation()
    {
        string? Variable(string name) => name == "XDG_RUNTIME_DIR" ? _temporary.Path : null;
        using var file = new StateFile("discover", "1.2.3", Variable, TimeProvider.System, Log.None);
        file.Write(static json =>
        {
            json.WriteString("last_write", "2026-01-02T03:04:05.000Z");
            json.WriteStartObject("skipped");
            json.WriteNumber("no_port_label", 2);
            json.WriteEndObject();
        });

        var text = StatusReport.Find(json: false, Variable, new AMinuteLater())!;
        Assert.Contains("  last write: 2026-01-02 03:04:05 UTC (60 s ago)\n", text, StringComparison.Ordinal);
        Assert.Contains("  skipped:\n    no_port_label: 2", text, StringComparison.Ordinal);
    }

    private sealed class AMinuteLater : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 5, 5, TimeSpan.Zero);
    }
}
