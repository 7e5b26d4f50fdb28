using System.Globalization;
using System.Text.RegularExpressions;
using PromLauncher.Config.Document;
using PromLauncher.Config.Regex;
using PromLauncher.Config.Values;
using PromLauncher.Config;
using PromLauncher.Telemetry;

namespace PromLauncher.Discovery.Rules;

/// <summary>
/// Reads a rules file in the shape of OpenTelemetry's ECS observer: <c>services</c>, <c>task_definitions</c> and <c>docker_labels</c>, at the top
/// or where a collector's configuration has them (<c>extensions: ecs_observer:</c>). The observer's other settings (cluster, region, file) are
/// options here, and ignored in the file.
/// </summary>
public sealed class TargetRulesReader
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    private readonly string _file;
    private readonly List<TargetRule> _rules = [];
    private string? _fault;

    private TargetRulesReader(string file) => _file = file;

    /// <summary>Reads it.</summary>
    /// <param name="file">Its name, for error messages.</param>
    /// <param name="content">Its content.</param>
    /// <exception cref="FailureException">It is invalid; the message says where.</exception>
    public static TargetRules Read(string file, ReadOnlyMemory<byte> content)
    {
        var reader = new TargetRulesReader(file);
        reader.ReadDocument(content);
        return reader._fault is { } fault ? throw new FailureException(FailureKind.Invalid, fault, "The format is that of OpenTelemetry's ecs_observer; see docs/discovery.md.") : new TargetRules(reader._rules);
    }

    private void ReadDocument(ReadOnlyMemory<byte> content)
    {
        var document = YamlDocument.Parse(_file, content);
        if (document.Diagnostics.FirstOrDefault(static found => found.Severity == Severity.Error) is { } error)
        {
            Report(error.Span, error.Message);
            return;
        }

        if (document.Root?.Resolve() is not MappingNode root)
        {
            Report(document.Root?.Span, "must be a mapping with services, task_definitions or docker_labels");
            return;
        }

        if (root.Find("extensions")?.Resolve() is MappingNode extensions) root = extensions;
        if (root.Find("ecs_observer")?.Resolve() is MappingNode observer) root = observer;
        foreach (var (section, read) in new (string, Action<MappingNode>)[]
        {
            ("services", entry => ReadPattern(entry, "name_pattern", isService: true)),
            ("task_definitions", entry => ReadPattern(entry, "arn_pattern", isService: false)),
            ("docker_labels", ReadLabel),
        })
        {
            if (root.Find(section)?.Resolve() is not { } node || GoScalar.IsNull(node)) continue;
            if (node is not SequenceNode list)
            {
                Report(node.Span, $"{section} must be a list");
                continue;
            }

            foreach (var item in list.Items)
            {
                if (item.Resolve() is MappingNode entry) read(entry);
                else Report(item.Span, $"an entry of {section} must be a mapping");
            }
        }

        if (_rules.Count == 0) Report(root.Span, "there are no rules: none of services, task_definitions and docker_labels has an entry");
    }

    private void ReadPattern(MappingNode entry, string subject, bool isService)
    {
        Known(entry, subject, "container_name_pattern", "metrics_ports", "metrics_path", "job_name");
        if (Pattern(entry, subject) is not { } pattern)
        {
            Report(entry.Span, $"{subject} is missing");
            return;
        }

        var ports = Ports(entry);
        if (ports.Count == 0) Report(entry.Span, "metrics_ports is missing: only containers that expose one of these ports are targets");
        _rules.Add(new PatternRule(pattern, isService)
        {
            ContainerName = Pattern(entry, "container_name_pattern"),
            Ports = ports,
            Path = Text(entry, "metrics_path"),
            Job = Text(entry, "job_name"),
        });
    }

    private void ReadLabel(MappingNode entry)
    {
        Known(entry, "port_label", "metrics_path_label", "job_name_label", "job_name", "metrics_path");
        if (Text(entry, "port_label") is not { } port)
        {
            Report(entry.Span, "port_label is missing");
            return;
        }

        _rules.Add(new LabelRule(port)
        {
            PathLabel = Text(entry, "metrics_path_label"),
            Path = Text(entry, "metrics_path"),
            JobLabel = Text(entry, "job_name_label"),
            Job = Text(entry, "job_name"),
        });
    }

    private Regex? Pattern(MappingNode entry, string key)
    {
        if (entry.Find(key)?.Resolve() is not ScalarNode node || node.Value.Length == 0) return null;
        if (Re2.Check(node.Value, PrometheusVersion.NewestKnown) is { } fault)
        {
            Report(node.Span, $"{key}: '{node.Value}' is not a regular expression: {fault.Message}");
            return new Regex("$^");
        }

        try
        {
            // Go writes (?P<name>…) where .NET has (?<name>…); otherwise patterns as used here are the same in both.
            return new Regex(node.Value.Replace("(?P<", "(?<", StringComparison.Ordinal), RegexOptions.CultureInvariant, MatchTimeout);
        }
        catch (ArgumentException e)
        {
            Report(node.Span, $"{key}: '{node.Value}' can't be used: {e.Message}");
            return new Regex("$^");
        }
    }

    private List<int> Ports(MappingNode entry)
    {
        var ports = new List<int>();
        var node = entry.Find("metrics_ports")?.Resolve();
        IEnumerable<Node> items = node switch
        {
            SequenceNode list => list.Items,
            null => [],
            _ => [node],
        };
        foreach (var item in items)
        {
            // The CloudWatch agent, where this format comes from, has "9113;9090".
            foreach (var part in ((item.Resolve() as ScalarNode)?.Value ?? "").Split(';', StringSplitOptions.TrimEntries))
            {
                if (Targets.PortList.TryParsePort(part, out var port)) ports.Add(port);
                else Report(item.Span, $"metrics_ports: '{part}' is not a port");
            }
        }

        return ports;
    }

    private void Known(MappingNode entry, params ReadOnlySpan<string> keys)
    {
        foreach (var (key, _) in entry.Entries)
        {
            if (key.Resolve() is ScalarNode scalar && !keys.Contains(scalar.Value))
                Report(key.Span, $"'{scalar.Value}' is unknown here; the keys are {string.Join(", ", keys)}");
        }
    }

    private static string? Text(MappingNode entry, string key) => entry.Find(key)?.Resolve() is ScalarNode { Value.Length: > 0 } node && !GoScalar.IsNull(node) ? node.Value : null;

    private void Report(TextSpan? place, string message) => _fault ??= place is { } span
        ? string.Create(CultureInfo.InvariantCulture, $"{_file}:{span.Line}:{span.Column}: {message}")
        : $"{_file}: {message}";
}
