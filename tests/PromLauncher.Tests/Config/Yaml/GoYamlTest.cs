using System.Text;
using CliWrap;
using CliWrap.Buffered;
using PromLauncher.Config;
using PromLauncher.Config.Document;
using PromLauncher.Config.RuleFiles;
using PromLauncher.Config.Validation;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.Config.Yaml;

/// <summary>Where other YAML readers and go-yaml differ, a text is read as go-yaml reads it.</summary>
public sealed class GoYamlTest
{
    /// <summary>Values of <c>external_labels</c>, and what they are read as, as Go would print it.</summary>
    public static TheoryData<string, string> Read => new()
    {
        { "{x: &v y, z: w}", "x=y z=w" },
        { "{x: &v y}", "x=y" },
        { "{x: &v y, z: *v }", "x=y z=y" },
        { "{x: y,#c\n  z: w}", "x=y z=w" },
        { "{x: a:, z: b}", "x=a: z=b" },
        { "{\"x\":,z: b}", "x= z=b" },
        { "\n    x: |#c\n      y\n", "x=y\n" },
        { "\n    x: >-#\n      y\n", "x=y" },
        { "\n    x: |\n      \n\n      y\n    z: w\n", "x=\n\ny\n z=w" },
        { "\n    x: |-\r\n      \r\n      y\r\n    z: w\n", "x=\ny z=w" },
        { "\n    x: \"y\n    z\"\n    z: w\n", "x=y z z=w" },
        { "\n    x: \"y \n  \n\n z\\\n  v\\\n\n  \\\"u\"\n", "x=y\n\nzv\n\"u" },
        { "\n    x: \"y\n%YAML 1.1\n    z\"\n", "x=y %YAML 1.1 z" },
        { "{\nx: y,\n# c\n  z: a # b\n  ,\nv: b\nc\n\nd}", "x=y z=a v=b c\nd" },
        { "{x: y\n%YAML 1.1\n}", "x=y %YAML 1.1" },
        { "{x: y\u0085z, v: \"a\u0085b\nc\"}", "x=y z v=a b c" },
        { "{x: y}\n%YAML 1.1\n", "x=y" },
    };

    /// <summary>What go-yaml refuses and other readers accept, and near misses of the cases above.</summary>
    public static TheoryData<byte[]> Refused =>
    [
        .. ((string[])
        [
            "%FOO bar\n---\nglobal: {}\n", "global: {}\n%FOO\n", "...\n", "# a\n...\nglobal: {}\n", "global: {external_labels: {a: \"\\ud83d\\ude00\"}}\n", "global: {external_labels: {a: \"\\\\\\U0000D83D\\U0000DE00\"}}\n",
            "global:\n  external_labels:\n    x: |\n        \n      y\n", "global:\n  external_labels:\n    x: \"y\n---\n    z\"\n", "global:\n  external_labels:\n    \"x\n    z\": y\n",
            "global:\n  external_labels: {a: b # c\nd}\n", "global:\n  external_labels: {a\nb: c}\n", "global: {external_labels: {\"a\" b}}\n", "global: {external_labels: {a: [] b}}\n", "global:\n  external_labels:\n    x: y |#c\n     z: w\n",
        ]).Select(Encoding.UTF8.GetBytes),
        (byte[])[0xFF, 0xFE, (byte)'#', 0, 0, 0xD8, (byte)'\n', 0],
        (byte[])[0xFE, 0xFF, 0, (byte)'#', 0xDC, 0, 0, (byte)'\n'],
        (byte[])[0xFF, 0xFE, (byte)'#', 0, (byte)' ', 0, (byte)'\n'],
    ];

    /// <summary>Where following go-yaml isn't worth its cost: what promtool checks, the file, whether promtool 2.42 accepts it, and why our verdict is the opposite.</summary>
    public static TheoryData<string, string, bool, string> Differences => new()
    {
        { "config", "\uFEFF\uFEFFglobal: {}\n", true, "A second byte order mark is passed over by go-yaml in the first line; in each further one it then drops the first character." },
    };

    [Theory]
    [MemberData(nameof(Read))]
    public async Task Is_read_as_go_yaml_reads_it(string labels, string expected)
    {
        var text = Encoding.UTF8.GetBytes($"global:\n  external_labels: {labels}\n");
        var document = YamlDocument.Parse("prometheus.yml", text);
        Assert.False(document.IsBroken, string.Join('\n', document.Diagnostics));
        var mapping = (MappingNode)((MappingNode)((MappingNode)document.Root!).Entries[0].Value).Entries[0].Value;
        Assert.Equal(expected, string.Join(' ', mapping.Entries.Select(static entry => $"{Text(entry.Key)}={Text(entry.Value)}")));
        if (await PromtoolAsync(text) is { } accepted) Assert.True(accepted);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Is_refused_as_go_yaml_refuses_it(byte[] text)
    {
        Assert.True(YamlDocument.Parse("prometheus.yml", text).IsBroken);
        if (await PromtoolAsync(text) is { } accepted) Assert.False(accepted);
    }

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task Differs_for_a_reason(string kind, string text, bool theirs, string reason)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var document = YamlDocument.Parse("prometheus.yml", bytes);
        var found = kind == "rules" ? RuleFile.Check(RuleFile.Read("rules.yml", bytes), new()) : Validator.Validate(document, new());
        Assert.Equal(theirs, found.Any(static finding => finding.Severity == Severity.Error));
        string[] arguments = kind == "rules" ? ["check", "rules", "--lint=none"] : ["check", "config", "--syntax-only"];
        if (await PromtoolAsync(bytes, arguments) is { } accepted) Assert.True(accepted == theirs, reason);
    }

    private static string Text(Node node) => ((ScalarNode)node.Resolve()).Value;

    /// <summary>What the promtool that is installed says; null without one.</summary>
    private static Task<bool?> PromtoolAsync(byte[] text) => PromtoolAsync(text, "check", "config", "--syntax-only");

    private static async Task<bool?> PromtoolAsync(byte[] text, params string[] arguments)
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "prometheus.yml");
        await File.WriteAllBytesAsync(path, text, TestContext.Current.CancellationToken);
        try
        {
            var result = await CliWrap.Cli.Wrap("promtool").WithArguments([.. arguments, path]).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(TestContext.Current.CancellationToken);
            return result.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
