using System.Text;

namespace PromLauncher.Bench;

/// <summary>The configurations that are measured, and the keys with which they are fetched.</summary>
internal static class Configs
{
    public const string AccessKey = "AKIDEXAMPLE";

    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    /// <summary>About 50 lines, with a placeholder, relabelling and a remote write.</summary>
    public static string Small { get; } = "global:\n  scrape_interval: 30s\n  scrape_timeout: 10s\n  external_labels:\n    cluster: bench\nscrape_configs:\n"
        + string.Concat(Enumerable.Range(0, 4).Select(Job)) + "remote_write:\n- url: ${REMOTE_WRITE_URL}\n  queue_config:\n    max_shards: 200\n";

    /// <summary>So many jobs.</summary>
    public static string Large(int jobs)
    {
        var text = new StringBuilder("global:\n  scrape_interval: 30s\nscrape_configs:\n");
        for (var i = 0; i < jobs; i++) text.Append(Job(i));
        return text.ToString();
    }

    /// <summary>A file of rules.</summary>
    public static string Rules(int number) => $"groups:\n- name: g{number}\n  rules:\n  - record: job:up:sum\n    expr: sum by (job) (up)\n  - alert: Down\n    expr: up == 0\n    for: 5m\n    annotations:\n      summary: '{{{{ $labels.instance }}}} is down'\n";

    private static string Job(int number) =>
        $"- job_name: job{number}\n  metrics_path: /metrics\n  scrape_interval: 30s\n  static_configs:\n  - targets: ['host{number}:9100']\n    labels:\n      env: prod\n  relabel_configs:\n  - source_labels: [__address__]\n    regex: (.*):9100\n    target_label: instance\n";
}
