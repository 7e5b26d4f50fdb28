using System.Globalization;

namespace PromLauncher.Telemetry;

/// <summary>CPU, memory and descriptors of this process, under the standard names of Prometheus's client libraries, and the build.</summary>
/// <param name="version">The program's version.</param>
/// <param name="started">When it started.</param>
public sealed class ProcessMetrics(string version, DateTimeOffset started) : IMetricsSource
{
    /// <inheritdoc/>
    public void Write(MetricsText text)
    {
        text.Family("promlauncher_build_info", MetricType.Gauge,
            "A metric with a constant value of 1, labeled by the version of promlauncher.").Sample(1, ("version", version));
        text.Counter("process_cpu_seconds_total", "Total user and system CPU time spent in seconds.", Environment.CpuUsage.TotalTime.TotalSeconds);
        text.Time("process_start_time_seconds", "Start time of the process since unix epoch in seconds.", started);
        // proc(5): the first two fields of statm are the virtual and the resident size, in pages.
        if (Read("/proc/self/statm").Split(' ') is [var size, var resident, ..]
            && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var virtualPages)
            && long.TryParse(resident, NumberStyles.None, CultureInfo.InvariantCulture, out var residentPages))
        {
            text.Gauge("process_virtual_memory_bytes", "Virtual memory size in bytes.", (double)virtualPages * Environment.SystemPageSize);
            text.Gauge("process_resident_memory_bytes", "Resident memory size in bytes.", (double)residentPages * Environment.SystemPageSize);
        }

        if (CountDescriptors() is { } open) text.Gauge("process_open_fds", "Number of open file descriptors.", open);
    }

    private static int? CountDescriptors()
    {
        try
        {
            // One of them is open only to read this folder.
            return Directory.GetFileSystemEntries("/proc/self/fd").Length - 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
