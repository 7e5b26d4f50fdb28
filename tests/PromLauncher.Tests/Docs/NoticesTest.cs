using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PromLauncher.Tests.Docs;

/// <summary>THIRD-PARTY-NOTICES.txt names what the binary is made of.</summary>
public sealed partial class NoticesTest
{
    /// <summary>Takes part in the build, and is not in the binary.</summary>
    private const string OnlyATool = "Microsoft.NET.ILLink.Tasks";

    [Fact]
    public void Every_library_of_the_binary_is_named_and_no_other()
    {
        var locked = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Source, "packages.lock.json")))!["dependencies"]!["net10.0"]!.AsObject().Select(static one => one.Key);
        var text = File.ReadAllText(Path.Combine(Repository.Root, "THIRD-PARTY-NOTICES.txt"));
        var named = Heading().Matches(text).SelectMany(static match => match.Groups[1].Value.Split(", ")).Select(static name => Package().Match(name) is { Success: true } match ? match.Groups[1].Value : name);
        Assert.Equal(locked.Except([OnlyATool]).Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    /// <summary>A line between two empty ones and one more, before the library's address.</summary>
    [GeneratedRegex(@"\n\n\n(.+)\n\n(?:.+, )?https://")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\((.+)\)$")]
    private static partial Regex Package();
}
