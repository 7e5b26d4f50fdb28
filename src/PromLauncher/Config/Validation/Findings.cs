using PromLauncher.Config.Document;
using PromLauncher.Config.Redaction;
using PromLauncher.Config.Schema;
using PromLauncher.Config.Secrets;

namespace PromLauncher.Config.Validation;

/// <summary>Collects the findings of one file. None of their texts contains an expanded value or a secret.</summary>
internal sealed class Findings(string file)
{
    private readonly List<Diagnostic> _found = [];

    /// <summary>The findings, in the order in which they were found.</summary>
    public IReadOnlyList<Diagnostic> All => _found;

    /// <summary>The file's path within its bundle.</summary>
    public string File { get; } = file;

    /// <summary>Adds a finding.</summary>
    public void Add(FindingKind kind, Severity severity, Node place, string message, string? help = null, string? url = null) =>
        _found.Add(new(kind, severity, message, File, place.Span) { Help = help, Url = url });

    /// <summary>Adds what the chosen release refuses.</summary>
    public void Error(FindingKind kind, Node place, string message, string? help = null, string? url = null) => Add(kind, Severity.Error, place, message, help, url);

    /// <summary>A value as a finding may show it: quoted, shortened, the placeholder instead of its value, and nothing of a secret.</summary>
    /// <param name="node">The value.</param>
    /// <param name="kind">How Prometheus reads it.</param>
    public static string Show(Node node, ValueKind kind = ValueKind.String)
    {
        switch (node.Resolve())
        {
            case SequenceNode:
                return "a list";
            case MappingNode:
                return "a mapping";
            case ScalarNode scalar:
                if (kind == ValueKind.Secret) return "a value";
                var text = Masking.OfSource(scalar.IsExpanded ? scalar.Source : scalar.Value, kind == ValueKind.Url);
                if (text.Length == 0) return scalar.Style == ScalarStyle.Plain ? "nothing" : "an empty string";
                text = text.ReplaceLineEndings(" ");
                return $"\"{Runes.Shortened(text)}\"";
            default:
                return "nothing";
        }
    }

    /// <summary>As <see cref="Show(Node, ValueKind)"/>, for a field given by name: headers and parameters hold secrets, too.</summary>
    public static string ShowField(string name, Node node, ValueKind kind = ValueKind.String) =>
        Show(node, SecretFields.IsSecretName(name) || SecretFields.IsSecretBranch(name) || name == "values" ? ValueKind.Secret : kind);

    /// <summary>A word as a finding may show it within a sentence: the word itself, or the placeholder that it came from.</summary>
    /// <param name="place">Where it is; null when it is a default.</param>
    /// <param name="word">The word.</param>
    public static string Word(Node? place, string word) => IsExpanded(place) ? Show(place!) : word;

    /// <summary>True when a placeholder was expanded here.</summary>
    public static bool IsExpanded(Node? place) => place?.Resolve() is ScalarNode { IsExpanded: true };

    /// <summary>Why a value is not valid, as the end of a sentence. Reasons show parts of the value, so none is given for an expanded one.</summary>
    public static string Because(Node place, string reason) => IsExpanded(place) ? " once its placeholders are filled in" : $": {reason}";
}
