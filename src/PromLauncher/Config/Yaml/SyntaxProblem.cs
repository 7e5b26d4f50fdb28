namespace PromLauncher.Config.Yaml;

/// <summary>Why a text is not valid YAML.</summary>
internal enum SyntaxProblem
{
    /// <summary>A key's line ends without a <c>:</c>.</summary>
    KeyWithoutColon,

    /// <summary>A key of more than 1,024 characters.</summary>
    KeyTooLong,

    /// <summary>A <c>:</c> where no key can be.</summary>
    ValueNotAllowed,

    /// <summary>A <c>?</c> where no key can be.</summary>
    KeyNotAllowed,

    /// <summary>A <c>-</c> behind something else on its line.</summary>
    EntryNotAllowed,

    /// <summary>A character that can't begin a token.</summary>
    CannotStartToken,

    /// <summary>A tab in the indentation.</summary>
    TabIndentation,

    /// <summary>A quoted scalar is not closed.</summary>
    QuoteNotClosed,

    /// <summary>An unknown escape in double quotes.</summary>
    UnknownEscape,

    /// <summary>An escape with too few hexadecimal digits, or of no character.</summary>
    InvalidEscape,

    /// <summary>An escape of half of a surrogate pair.</summary>
    SurrogateEscape,

    /// <summary>What follows <c>|</c> or <c>&gt;</c> on its line.</summary>
    BlockHeader,

    /// <summary>The name of an anchor or alias.</summary>
    AnchorName,

    /// <summary>The characters of a tag.</summary>
    InvalidTag,

    /// <summary>A tag whose handle no directive declares.</summary>
    UndefinedTagHandle,

    /// <summary>A directive other than <c>%YAML</c> and <c>%TAG</c>.</summary>
    UnknownDirective,

    /// <summary>A <c>%YAML</c> or <c>%TAG</c> that is incomplete or repeated.</summary>
    InvalidDirective,

    /// <summary>Directives must be followed by <c>---</c>.</summary>
    ExpectedDocumentStart,

    /// <summary>Something other than a key in a block mapping.</summary>
    ExpectedKey,

    /// <summary>Something other than a <c>-</c> in a block sequence.</summary>
    ExpectedEntry,

    /// <summary>A missing <c>,</c> or <c>]</c>.</summary>
    ExpectedSequenceEnd,

    /// <summary>A missing <c>,</c> or <c>}</c>.</summary>
    ExpectedMappingEnd,

    /// <summary>A token that can't begin a node.</summary>
    ExpectedNode,
}
