using YamlDotNet.Core.Events;

namespace PromLauncher.Config.Document;

/// <summary>Translates properties of YamlDotNet's events.</summary>
internal static class ParserEvents
{
    /// <summary>A node's anchor and tag; null where it has none.</summary>
    public static (string? Anchor, string? Tag) Properties(NodeEvent node) =>
        (node.Anchor.IsEmpty ? null : node.Anchor.Value, node.Tag.IsEmpty ? null : node.Tag.Value);

    /// <summary>How a scalar is written.</summary>
    public static ScalarStyle StyleOf(YamlDotNet.Core.ScalarStyle style) => style switch
    {
        YamlDotNet.Core.ScalarStyle.SingleQuoted => ScalarStyle.SingleQuoted,
        YamlDotNet.Core.ScalarStyle.DoubleQuoted => ScalarStyle.DoubleQuoted,
        YamlDotNet.Core.ScalarStyle.Literal => ScalarStyle.Literal,
        YamlDotNet.Core.ScalarStyle.Folded => ScalarStyle.Folded,
        _ => ScalarStyle.Plain,
    };
}
