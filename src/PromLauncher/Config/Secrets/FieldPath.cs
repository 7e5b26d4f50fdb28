using PromLauncher.Config.Document;

namespace PromLauncher.Config.Secrets;

/// <summary>The path from the root to a node, while a tree is walked.</summary>
internal sealed class FieldPath
{
    private readonly List<(Node Parent, string? Key)> _steps = [];

    /// <summary>The number of steps.</summary>
    public int Count => _steps.Count;

    /// <summary>The key at a step; null for a list's index.</summary>
    public string? Key(int step) => step >= 0 && step < _steps.Count ? _steps[step].Key : null;

    /// <summary>The last key, or null when the node is an item of a list.</summary>
    public string? LastKey => Key(Count - 1);

    /// <summary>The collection that holds the node.</summary>
    public Node? Parent => Count > 0 ? _steps[^1].Parent : null;

    /// <summary>True when a collection on the path is in flow style.</summary>
    public bool IsInFlow { get; private set; }

    public void Push(Node parent, string? key) => _steps.Add((parent, key));

    public void Pop() => _steps.RemoveAt(_steps.Count - 1);

    /// <summary>Visits all scalars below a node in the order of the file; aliased nodes are visited once, at the anchor.</summary>
    /// <param name="root">Where to begin.</param>
    /// <param name="visit">Receives each scalar with its path (a key's path is that of its value), and whether it is a key.</param>
    public static void Visit(Node root, Action<ScalarNode, FieldPath, bool> visit) => new FieldPath().Walk(root, visit, isKey: false);

    private void Walk(Node node, Action<ScalarNode, FieldPath, bool> visit, bool isKey)
    {
        var wasInFlow = IsInFlow;
        switch (node)
        {
            case ScalarNode scalar:
                visit(scalar, this, isKey);
                break;
            case SequenceNode sequence:
                IsInFlow |= sequence.IsFlow;
                for (var i = 0; i < sequence.Items.Length; i++)
                {
                    Push(sequence, null);
                    Walk(sequence.Items[i], visit, isKey);
                    Pop();
                }

                break;
            case MappingNode mapping:
                IsInFlow |= mapping.IsFlow;
                foreach (var (key, value) in mapping.Entries)
                {
                    Push(mapping, key.Resolve() is ScalarNode name ? name.Source : "?");
                    Walk(key, visit, isKey: true);
                    Walk(value, visit, isKey);
                    Pop();
                }

                break;
        }

        IsInFlow = wasInFlow;
    }
}
