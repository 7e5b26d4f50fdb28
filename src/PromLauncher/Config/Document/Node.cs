using System.Collections.Immutable;

namespace PromLauncher.Config.Document;

/// <summary>The five ways in which YAML writes a scalar.</summary>
public enum ScalarStyle
{
    /// <summary>Without quotes.</summary>
    Plain,

    /// <summary>In <c>'…'</c>.</summary>
    SingleQuoted,

    /// <summary>In <c>"…"</c>.</summary>
    DoubleQuoted,

    /// <summary>A block after <c>|</c>.</summary>
    Literal,

    /// <summary>A block after <c>&gt;</c>.</summary>
    Folded,
}

/// <summary>A node of a parsed YAML document, with its place in the source.</summary>
/// <param name="Span">Its place, before expansion.</param>
public abstract record Node(TextSpan Span)
{
    /// <summary>The explicit tag (<c>!!str</c> as <c>tag:yaml.org,2002:str</c>), or null.</summary>
    public string? Tag { get; init; }

    /// <summary>The anchor's name without <c>&amp;</c>, or null.</summary>
    public string? Anchor { get; init; }
}

/// <summary>A scalar.</summary>
/// <param name="Span">Its place, including quotes and block header.</param>
/// <param name="Value">The text as YAML reads it, with placeholders expanded after expansion.</param>
/// <param name="Style">How it is written (after expansion: how it is written then).</param>
public sealed record ScalarNode(TextSpan Span, string Value, ScalarStyle Style) : Node(Span)
{
    private readonly string? _source;

    /// <summary>The text before expansion: what diagnostics may print when <see cref="IsExpanded"/>.</summary>
    public string Source
    {
        get => _source ?? Value;
        init => _source = value;
    }

    /// <summary>True when a placeholder was replaced in it: then <see cref="Value"/> must not be printed anywhere.</summary>
    public bool IsExpanded { get; init; }

    /// <summary>
    /// True when it holds a placeholder whose value isn't known (<c>validate --offline</c>) or missing, which has been reported: its content
    /// is not checked.
    /// </summary>
    public bool IsUnknown { get; init; }

    /// <summary>Shows the source, never a value that was put in.</summary>
    public override string ToString() => $"{Style} '{Source}' in line {Span.Line}";
}

/// <summary>A list.</summary>
/// <param name="Span">Its place.</param>
/// <param name="Items">Its items in order.</param>
/// <param name="IsFlow">True when written as <c>[…]</c>.</param>
public sealed record SequenceNode(TextSpan Span, ImmutableArray<Node> Items, bool IsFlow) : Node(Span);

/// <summary>A mapping, with its entries in the order of the file and repeated keys kept.</summary>
/// <param name="Span">Its place.</param>
/// <param name="Entries">Keys and values in order.</param>
/// <param name="IsFlow">True when written as <c>{…}</c>.</param>
public sealed record MappingNode(TextSpan Span, ImmutableArray<KeyValuePair<Node, Node>> Entries, bool IsFlow) : Node(Span);

/// <summary>A <c>*name</c>; the target is shared, so code that walks the tree needs a budget.</summary>
/// <param name="Span">The place of the alias.</param>
/// <param name="Target">The anchored node.</param>
public sealed record AliasNode(TextSpan Span, Node Target) : Node(Span);
