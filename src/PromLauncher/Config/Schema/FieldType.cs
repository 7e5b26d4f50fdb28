namespace PromLauncher.Config.Schema;

/// <summary>How Prometheus reads a value. Words in the schema are these names in lower case.</summary>
internal enum ValueKind
{
    /// <summary>A string; numbers and booleans are accepted as they are written.</summary>
    String,

    /// <summary>A string that must never be shown.</summary>
    Secret,

    /// <summary>The path of a file that Prometheus reads.</summary>
    File,

    /// <summary>A boolean.</summary>
    Bool,

    /// <summary>A whole number.</summary>
    Int,

    /// <summary>A whole number, not negative.</summary>
    Uint,

    /// <summary>A number.</summary>
    Float,

    /// <summary>A Prometheus duration.</summary>
    Duration,

    /// <summary>A size in bytes.</summary>
    Size,

    /// <summary>A URL, read by Go's net/url.</summary>
    Url,

    /// <summary>An RE2 pattern.</summary>
    Regexp,

    /// <summary>The name of a label.</summary>
    LabelName,

    /// <summary>A mapping of label names to values, each name checked as it is read.</summary>
    LabelSet,

    /// <summary>Anything.</summary>
    Any,

    /// <summary>One of the words of an <see cref="EnumType"/>: <c>(name)</c>.</summary>
    Enum,

    /// <summary>A section: <c>{name}</c>, or <c>{name}?</c> where a null one counts as absent.</summary>
    Struct,

    /// <summary>A list: <c>[type]</c>.</summary>
    List,

    /// <summary>A mapping with strings as keys: <c>&lt;type&gt;</c>.</summary>
    Map,
}

/// <summary>The type of a field.</summary>
/// <param name="Kind">How its value is read.</param>
/// <param name="Name">The name of the section or of the list of words.</param>
/// <param name="Element">The type of items or values.</param>
/// <param name="IsPointer">True when a null section counts as absent, not as one whose fields are all zero.</param>
internal sealed record FieldType(ValueKind Kind, string? Name = null, FieldType? Element = null, bool IsPointer = false);
