using System.Text.RegularExpressions;

namespace PromLauncher.Tests;

/// <summary>Holds the rooms of src/PromLauncher to the directions in which they may know each other.</summary>
public sealed partial class RoomsTest
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Cli"] = ["Launch", "Discovery", "Telemetry"],
        ["Launch"] = ["Sources", "Config", "Releases", "Supervision", "Discovery", "Aws", "Telemetry"],
        ["Config"] = [],
        ["Sources"] = ["Aws", "Telemetry"],
        ["Releases"] = ["Native", "Telemetry"],
        ["Supervision"] = ["Config", "Native", "Telemetry"],
        ["Discovery"] = ["Sources", "Config", "Aws", "Telemetry"],
        ["Aws"] = ["Native", "Telemetry"],
        ["Telemetry"] = ["Native"],
        ["Native"] = [],
    };

    /// <summary>Libraries that one room alone may know.</summary>
    private static readonly Dictionary<string, string> Owned = new()
    {
        ["System.CommandLine"] = "Cli",
    };

    /// <summary>Folders of Config that may know only these others; Config's own types, and Document and its reader, are known to all.</summary>
    private static readonly Dictionary<string, string[]> Inner = new()
    {
        ["Yaml"] = [],
        ["Edits"] = [],
        ["Secrets"] = [],
        ["Placeholders"] = ["Edits", "Secrets"],
        ["Redaction"] = ["Edits", "Secrets", "Placeholders"],
        ["SigV4"] = ["Edits", "Placeholders", "Values"],
        ["Reports"] = ["Secrets"],
    };

    public static TheoryData<string> Folders => [.. Inner.Keys];

    public static TheoryData<string> Rooms => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_knows_only_the_rooms_it_may(string room)
    {
        var faults =
            from file in Files(room)
            from Match match in RoomName().Matches(File.ReadAllText(file))
            let other = match.Groups["room"].Value
            where other != room && Allowed.ContainsKey(other) && !Allowed[room].Contains(other)
            select $"{Path.GetRelativePath(Repository.Source, file)} knows {other}";
        Assert.Empty(faults.Distinct());
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_of_Config_knows_only_those_it_may(string folder)
    {
        string[] known = [folder, "Document", "Yaml", .. Inner[folder]];
        var faults =
            from file in Files(Path.Combine("Config", folder))
            from Match match in ConfigFolder().Matches(File.ReadAllText(file))
            let other = match.Groups["folder"].Value
            where !known.Contains(other) && Directory.Exists(Path.Combine(Repository.Source, "Config", other))
            select $"{Path.GetRelativePath(Repository.Source, file)} knows {other}";
        Assert.Empty(faults.Distinct());
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_library_stays_in_its_room(string room)
    {
        var faults =
            from file in Files(room)
            from library in Owned
            where library.Value != room && Regex.IsMatch(File.ReadAllText(file), $@"^\s*using (static )?{Regex.Escape(library.Key)}", RegexOptions.Multiline)
            select $"{Path.GetRelativePath(Repository.Source, file)} uses {library.Key}";
        Assert.Empty(faults);
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Unsafe_code_stays_in_Native(string room)
    {
        if (room == "Native") return;
        Assert.Empty(Files(room).Where(file => UnsafeCode().IsMatch(File.ReadAllText(file))).Select(file => Path.GetRelativePath(Repository.Source, file)));
    }

    [Fact]
    public void Config_is_pure()
    {
        var faults =
            from file in Files("Config")
            from Match match in Effect().Matches(File.ReadAllText(file))
            select $"{Path.GetRelativePath(Repository.Source, file)}: {match.Value}";
        Assert.Empty(faults);
    }

    [Fact]
    public void Every_folder_is_a_room() =>
        Assert.Empty(Directory.GetDirectories(Repository.Source).Select(Path.GetFileName).Except([.. Allowed.Keys, "bin", "obj"]));

    private static IEnumerable<string> Files(string room) =>
        Directory.Exists(Path.Combine(Repository.Source, room))
            ? Directory.EnumerateFiles(Path.Combine(Repository.Source, room), "*.cs", SearchOption.AllDirectories)
            : [];

    // With the program's name in front or, within it, without.
    [GeneratedRegex(@"\bPromLauncher\.(?<room>[A-Z][A-Za-z]+)\b|(?<![\w.])(?<room>Cli|Launch|Config|Sources|Releases|Supervision|Discovery|Aws|Telemetry|Native)\.[A-Z]\w")]
    private static partial Regex RoomName();

    [GeneratedRegex(@"\bConfig\.(?<folder>[A-Z][A-Za-z0-9]+)\b")]
    private static partial Regex ConfigFolder();

    // What reads or changes anything but memory, or depends on when and where it runs.
    [GeneratedRegex(@"(?<![\w.])(?:(?:File|Directory|FileInfo|DirectoryInfo|Environment|Console|Process|Random|Stopwatch)\.[A-Z]|new (?:FileStream|Random|HttpClient|Process)\b|Path\.(?:GetFullPath|GetTemp\w+|Exists)|DateTime(?:Offset)?\.(?:Now|UtcNow|Today)|TimeProvider\.System|Guid\.New|Task\.Delay|Thread\.)")]
    private static partial Regex Effect();

    [GeneratedRegex(@"\b(unsafe(?!-)|DllImport|LibraryImport|UnmanagedCallersOnly)\b")]
    private static partial Regex UnsafeCode();
}
