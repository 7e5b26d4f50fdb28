using System.Diagnostics;
using System.Globalization;

namespace PromLauncher.Tests.EndToEnd;

/// <summary><c>promtool check metrics</c>.</summary>
internal static class MetricsCheck
{
    /// <summary>What promtool has to say of metrics; nothing is good.</summary>
    public static async Task<string> RunAsync(string metrics)
    {
        var token = TestContext.Current.CancellationToken;
        using var promtool = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true })!;
        await promtool.StandardInput.WriteAsync(metrics.AsMemory(), token);
        promtool.StandardInput.Close();
        var said = await promtool.StandardError.ReadToEndAsync(token);
        await promtool.WaitForExitAsync(token);
        return promtool.ExitCode == 0 ? said : string.Create(CultureInfo.InvariantCulture, $"{promtool.ExitCode}: {said}");
    }
}
