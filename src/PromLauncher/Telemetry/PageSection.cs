namespace PromLauncher.Telemetry;

/// <summary>How something looks on the page.</summary>
public enum Tone
{
    /// <summary>Plain.</summary>
    None,

    /// <summary>All is well.</summary>
    Good,

    /// <summary>Worth a look eventually.</summary>
    Warning,

    /// <summary>Worth a look now.</summary>
    Bad,
}

/// <summary>A piece of text on the page.</summary>
/// <param name="Text">The text, not yet encoded for HTML.</param>
/// <param name="Tone">How it looks.</param>
public readonly record struct PageText(string Text, Tone Tone = Tone.None)
{
    /// <summary>True for machine-readable values (a hash, a location, an address), set in monospace.</summary>
    public bool IsCode { get; init; }

    /// <summary>Additional text in small print, or null.</summary>
    public string? Detail { get; init; }

    /// <summary>A plain text.</summary>
    public static implicit operator PageText(string text) => new(text);

    /// <summary>The same, for languages without implicit conversions.</summary>
    public static PageText ToPageText(string text) => text;

    /// <summary>A machine-readable value.</summary>
    public static PageText Code(string text) => new(text) { IsCode = true };
}

/// <summary>A section of the page: a list of facts, or a table.</summary>
/// <param name="Title">Its heading.</param>
public sealed record PageSection(string Title)
{
    /// <summary>Names and values.</summary>
    public IReadOnlyList<(string Name, PageText Value)> Facts { get; init; } = [];

    /// <summary>The headings of the table's columns.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The table's rows, each with one text per column.</summary>
    public IReadOnlyList<IReadOnlyList<PageText>> Rows { get; init; } = [];

    /// <summary>The text shown when there are no rows.</summary>
    public string WhenEmpty { get; init; } = "None.";
}

/// <summary>The head of the page, above the sections.</summary>
/// <param name="Title">What runs here, such as <c>promlauncher run</c>.</param>
/// <param name="Version">The program's version, with its commit after <c>+</c>.</param>
/// <param name="State">Its state, in a few words.</param>
/// <param name="Links">Other pages: their paths and names.</param>
public sealed record PageHead(string Title, string Version, PageText State, IReadOnlyList<(string Path, string Name)> Links)
{
    /// <summary>When the page was rendered.</summary>
    public required DateTimeOffset Made { get; init; }
}
