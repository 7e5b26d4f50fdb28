namespace PromLauncher.Config.Yaml;

/// <summary>The kinds of tokens. Those of block collections have no characters of their own: they follow from the indentation.</summary>
internal enum TokenKind : byte
{
    /// <summary>No token.</summary>
    None,

    /// <summary>The end of the text.</summary>
    StreamEnd,

    /// <summary><c>%YAML 1.1</c>.</summary>
    VersionDirective,

    /// <summary><c>%TAG ! prefix</c>.</summary>
    TagDirective,

    /// <summary><c>---</c>.</summary>
    DocumentStart,

    /// <summary><c>...</c>.</summary>
    DocumentEnd,

    /// <summary>The first <c>-</c> of an indented list follows.</summary>
    BlockSequenceStart,

    /// <summary>The first key of a mapping in block style follows.</summary>
    BlockMappingStart,

    /// <summary>The indentation of a block collection ends.</summary>
    BlockEnd,

    /// <summary><c>[</c>.</summary>
    FlowSequenceStart,

    /// <summary><c>]</c>.</summary>
    FlowSequenceEnd,

    /// <summary><c>{</c>.</summary>
    FlowMappingStart,

    /// <summary><c>}</c>.</summary>
    FlowMappingEnd,

    /// <summary><c>-</c>.</summary>
    BlockEntry,

    /// <summary><c>,</c>.</summary>
    FlowEntry,

    /// <summary><c>?</c>, or the beginning of a key without it.</summary>
    Key,

    /// <summary><c>:</c>.</summary>
    Value,

    /// <summary><c>*name</c>.</summary>
    Alias,

    /// <summary><c>&amp;name</c>.</summary>
    Anchor,

    /// <summary><c>!tag</c>.</summary>
    Tag,

    /// <summary>A scalar.</summary>
    Scalar,
}
