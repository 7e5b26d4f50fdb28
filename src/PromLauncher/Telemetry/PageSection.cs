namespace PromLauncher.Telemetry;

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
