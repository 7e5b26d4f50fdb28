using System.Globalization;
using System.Text;

namespace PromLauncher.Telemetry;

/// <summary>
/// Metrics in Prometheus's text format, generated at each scrape from the program's current state. No library, since those keep registries
/// of their own and bring a web server or reflection along: several MB in a binary of 14.
/// See https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format.
/// </summary>
public sealed class MetricsText
{
    /// <summary>The media type of the text.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new(4096);
    private string _family = "";

    /// <summary>Starts a metric family; its samples follow. Call it once per metric.</summary>
    public MetricsText Family(string name, MetricType type, string help)
    {
        _family = name;
        _text.Append("# HELP ").Append(name).Append(' ');
        Escape(help, quotes: false);
        _text.Append("\n# TYPE ").Append(name).Append(type == MetricType.Counter ? " counter\n" : " gauge\n");
        return this;
    }

    /// <summary>A sample of the metric family started last.</summary>
    /// <param name="value">Its value.</param>
    /// <param name="labels">Its labels; no two samples of a metric have the same.</param>
    public MetricsText Sample(double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _text.Append(_family);
        for (var i = 0; i < labels.Length; i++)
        {
            _text.Append(i == 0 ? '{' : ',').Append(labels[i].Name).Append("=\"");
            Escape(labels[i].Value, quotes: true);
            _text.Append('"');
        }

        if (labels.Length > 0) _text.Append('}');
        _text.Append(' ').Append(Show(value)).Append('\n');
        return this;
    }

    /// <summary>A gauge with one sample.</summary>
    public MetricsText Gauge(string name, string help, double value) => Family(name, MetricType.Gauge, help).Sample(value);

    /// <summary>A gauge that is 1 or 0.</summary>
    public MetricsText Gauge(string name, string help, bool value) => Gauge(name, help, value ? 1 : 0);

    /// <summary>A gauge in seconds since 1970; 0 if it has never happened, as in Prometheus's own metrics.</summary>
    public MetricsText Time(string name, string help, DateTimeOffset? value) => Gauge(name, help, (value?.ToUnixTimeMilliseconds() ?? 0) / 1000d);

    /// <summary>A counter with one sample.</summary>
    public MetricsText Counter(string name, string help, double value) => Family(name, MetricType.Counter, help).Sample(value);

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private static string Show(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private void Escape(string text, bool quotes)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '\\' => _text.Append("\\\\"),
                '\n' => _text.Append("\\n"),
                '"' when quotes => _text.Append("\\\""),
                _ => _text.Append(c),
            };
        }
    }
}
