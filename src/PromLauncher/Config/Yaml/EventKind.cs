namespace PromLauncher.Config.Yaml;

/// <summary>The kinds of events in which a document is read.</summary>
internal enum EventKind : byte
{
    /// <summary>The document is complete.</summary>
    DocumentEnd,

    /// <summary>A scalar.</summary>
    Scalar,

    /// <summary>An alias.</summary>
    Alias,

    /// <summary>A list begins.</summary>
    SequenceStart,

    /// <summary>A list is complete.</summary>
    SequenceEnd,

    /// <summary>A mapping begins; its keys and values follow in turn.</summary>
    MappingStart,

    /// <summary>A mapping is complete.</summary>
    MappingEnd,
}
