using PromLauncher.Bench;

// bench all BINARY PAGE ROWS: measures a build, and writes what it finds, and the rows about images, into the page between its two marks.
// bench images ROWS: builds the images, and writes the rows about them to a file.
// bench compare OLD NEW: two builds side by side.
// bench guard|record BINARY RECORD: compares the counts of a start with a record, or makes it.
await using var place = await Workplace.OpenAsync();
var table = new Table();
try
{
    switch (args)
    {
        case ["all", var binary, var page, var images]:
            await AllAsync(Path.GetFullPath(binary), page, images);
            return 0;
        case ["images", var rows]:
            Images.Run(table);
            File.WriteAllText(rows, table.ToString());
            return 0;
        case ["compare", var old, var now]:
            new Comparison(Path.GetFullPath(old), Path.GetFullPath(now), place).Run(table);
            return 0;
        case ["guard", var binary, var record]:
            return new Guard(Path.GetFullPath(binary), place).Check(record, table) ? 0 : 1;
        case ["record", var binary, var record]:
            new Guard(Path.GetFullPath(binary), place).Record(record);
            return 0;
        default:
            return 64;
    }
}
catch (InvalidOperationException e)
{
    Console.Error.WriteLine($"bench: {e.Message}");
    return 1;
}

async Task AllAsync(string binary, string page, string images)
{
    var rows = new Rows(binary, place);
    table.Part("From a process's start to Prometheus's");
    table.Rows(30, rows.Starts());

    table.Part("validate");
    table.Rows(30, rows.Checks("50 lines", place.Small, "≤ 12 ms"));
    table.Rows(30, rows.Checks("10,000 jobs (2.4 MB)", place.Large, "≤ 300 ms"));
    rows.CheckMemory(table);

    table.Part("discover, ten clusters on Fargate");
    new Discovering(binary, place).Run(table);

    table.Part("While Prometheus runs");
    await new Supervision(binary, place).RunAsync(table);

    table.Part("Sizes");
    Sizes.Run(table, binary);
    table.Append(File.ReadAllText(images) is { Length: > 0 } sizes ? sizes : "| images | not measured: no Docker engine starts here |  |\n");
    Write(page, $"{Machine.Describe(binary, place.Http)}{table}");
}

static void Write(string page, string measured)
{
    const string Begin = "<!-- begin -->\n", End = "<!-- end -->";
    var text = File.ReadAllText(page);
    var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
    File.WriteAllText(page, $"{text[..from]}\n{measured}\n{text[to..]}");
}
