using System.Text;

namespace PromLauncher.Tests.Config.Yaml;

/// <summary>Random lines made of YAML's indicators, about half of which are valid YAML.</summary>
internal static class Soup
{
    private static readonly string[] Pieces =
    [
        "a: ", "b: ", "a:", "c :", "- ", "-", "? ", "?", ": ", ":", "x", "y z", "'q'", "'q", "''", "\"d\"", "\"d", "\"\\n\"", "\"\\x41\\u00e4\"", "\"\\q\"", "\"\\ud800\"", "[", "]", "[]", "{", "}", "{}", ",", ", ", "[x, y]", "{a: b}", "[a: b]",
        "&a ", "&a", "*a", "*a ", "&b ", "!!str ", "!t ", "! ", "!<u> ", "!e!x ", "|", "|-", "|2", "|+1", ">", ">-", ">0", "#c", " #c", "\t", "\t#c", " ", "<<: ", "~", "@", "`", "%", "?x", ":x", "-x", "a:b", "a,b", "a?b", "x#y", "\\", "é", "😀", "\u00A0", "\uFEFF", "1", "null",
    ];

    private static readonly string[] Lines = ["---", "...", "--- x", "--- |", "%YAML 1.1", "%TAG !e! tag:x,", "%FOO", "---x", "# c", "", "  ", "\t", "- - a: b", "? a", ": b", "a: b", "- a", "  c: d", "  - e"];
    private static readonly string[] Breaks = ["\n", "\n", "\n", "\n", "\n", "\n", "\n", "\n", "\r\n", "\r", "\u0085", "\u2028"];

    /// <summary>The next one.</summary>
    public static string Next(Random random)
    {
        var text = new StringBuilder();
        for (var lines = random.Next(1, 7); lines > 0; lines--)
        {
            if (random.Next(3) == 0) text.Append(Pick(Lines, random));
            else
            {
                text.Append(' ', random.Next(5));
                for (var pieces = random.Next(1, 5); pieces > 0; pieces--) text.Append(Pick(Pieces, random));
            }

            if (lines > 1 || random.Next(4) > 0) text.Append(Pick(Breaks, random));
        }

        // See GoYamlTest.Differences for a second byte order mark.
        return text.ToString().TrimStart('\uFEFF');
    }

    private static string Pick(string[] choices, Random random) => choices[random.Next(choices.Length)];
}
