using PromLauncher.Bench;

// bench all BINARY PAGE: measures a build, and writes what it finds into the page between its two marks.
// bench compare OLD NEW: two builds side by side.
// bench guard|record BINARY RECORD: compares the counts of a start with a record, or makes it.
if (args.Length != 3) return 64;
await using var place = await Workplace.OpenAsync();
var table = new Table();
try
{
    switch (args[0])
    {
        case "all":
            await AllAsync(Path.GetFullPath(args[1]), args[2]);
            return 0;
        case "compare":
            new Comparison(Path.GetFullPath(args[1]), Path.GetFullPath(args[2]), place).Run(table);
            return 0;
        case "guard":
            return new Guard(Path.GetFullPath(args[1]), place).Check(args[2], table) ? 0 : 1;
        case "record":
            new Guard(Path.GetFullPath(args[1]), place).Record(args[2]);
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

async Task AllAsync(string binary, string page)
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
    Write(page, $"{Machine.Describe(binary, place.Http)}{table}");
}

static void Write(string page, string measured)
{
    const string Begin = "<!-- begin -->\n", End = "<!-- end -->";
    var text = File.ReadAllText(page);
    var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
    File.WriteAllText(page, $"{text[..from]}\n{measured}\n{text[to..]}");
}
