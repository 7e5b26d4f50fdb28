using System.Buffers;
using System.Text;
using PromLauncher.Config.Document;
using PromLauncher.Discovery.Files;
using PromLauncher.Discovery.Targets;
using PromLauncher.Tests.Discovery.Targets;

namespace PromLauncher.Tests.Discovery.Files;

public sealed class FileSdTest
{
    [Fact]
    public void Yaml_has_one_group_a_target_in_the_order_given()
    {
        var target = Make("10.0.0.1:9090", ("task_arn", Given.TaskArn), ("task_revision", "7"), ("n", "no"));
        Assert.Equal($"""
            - targets: ["10.0.0.1:9090"]
              labels:
                task_arn: "{Given.TaskArn}"
                task_revision: "7"
                "n": "no"

            """, Write(FileSdFormat.Yaml, target));
    }

    [Fact]
    public void Json_has_one_group_a_line() => Assert.Equal(
        $$$"""
        [
        {"targets":["a:1"],"labels":{"task_arn":"{{{Given.TaskArn}}}","x":"ä\"+"}},
        {"targets":["b:2"],"labels":{}}
        ]

        """, Write(FileSdFormat.Json, Make("a:1", ("task_arn", Given.TaskArn), ("x", "ä\"+")), Make("b:2")));

    [Theory]
    [InlineData(FileSdFormat.Yaml)]
    [InlineData(FileSdFormat.Json)]
    public void No_targets_are_an_empty_list(FileSdFormat format) => Assert.Equal("[]\n", Write(format));

    public static TheoryData<string> Texts => new(
        "", " ", "yes", "null", "~", "1", "0x1F", "1e3", "2001-01-01", "1:30", "a: b", "- a", "# a", "a #b", "'", "\"", "\\", "a\\nb", "\n", "\r\n", "\t", "\0", "\u0007", "\u001b[0m",
        "\u007f", "\u0085", "\u00a0", "\u2028", "\u2029", "\ufeff", "\uffff", "\ufffd", "ä", "日本", "😀", "{a}", "[a]", "&a", "*a", "!a", "%a", "@a", "`a`", "|", ">", "---", "...", "${X}",
        "a very long text, longer than the eighty characters at which YAML emitters like to fold the lines that they write, and with spaces in it");

    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_text_is_read_back_exactly(string text)
    {
        var target = Make("a:1", ("task_arn", Given.TaskArn), ("value", text));
        var yaml = Encoding.UTF8.GetBytes(Write(FileSdFormat.Yaml, target));

        // By the line reader, by a YAML library, and as JSON.
        Assert.Equal(text, Assert.Single(FileSdReader.Read(FileSdFormat.Yaml, yaml, out _)!).Label("value"));
        Assert.NotNull(OwnYaml.Read(yaml));
        var document = YamlDocument.Parse("targets.yml", yaml);
        Assert.DoesNotContain(document.Diagnostics, static found => found.Severity == PromLauncher.Config.Severity.Error);
        var group = (MappingNode)((SequenceNode)document.Root!).Items[0];
        Assert.Equal(text, ((ScalarNode)((MappingNode)group.Find("labels")!).Find("value")!).Value);
        Assert.Equal(text, Assert.Single(FileSdReader.Read(FileSdFormat.Json, Encoding.UTF8.GetBytes(Write(FileSdFormat.Json, target)), out _)!).Label("value"));
    }

    [Fact]
    public void The_file_of_the_scanner_before_us_is_taken()
    {
        const string Peer = """
            - targets:
              - 10.0.0.1:9090
              labels:
                task_arn: arn:aws:ecs:eu-west-1:123456789012:task/prod/0123456789abcdef0123456789abcdef
                task_name: web
                task_revision: "7"
                task_group: service:web
                cluster_arn: arn:aws:ecs:eu-west-1:123456789012:cluster/prod
                container_name: app
                container_arn: arn:aws:ecs:eu-west-1:123456789012:container/1
                docker_image: nginx
            """;
        var target = Assert.Single(FileSdReader.Read(FileSdFormat.Yaml, Encoding.UTF8.GetBytes(Peer), out _)!);
        Assert.Equal(("10.0.0.1:9090", "prod", "web", "web", "app"), (target.Address, target.Cluster, target.Service, target.Family, target.Container));
    }

    [Theory]
    [InlineData("")]
    [InlineData("targets: []")]
    [InlineData("- targets: [a:1]")]
    [InlineData("- targets: [a:1]\n  labels: {job: x}")]
    [InlineData("- targets: [\"a:1\"]\n  labels:\n    task_arn: \"x\"\n")]
    [InlineData("- targets: [\"a:1")]
    [InlineData("{{{")]
    public void A_file_that_is_not_ours_is_left_alone(string content)
    {
        Assert.Null(FileSdReader.Read(FileSdFormat.Yaml, Encoding.UTF8.GetBytes(content), out var problem));
        Assert.NotNull(problem);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[{\"targets\":[\"a:1\"]}]")]
    [InlineData("[{\"targets\":[\"a:1\"],\"labels\":{\"task_arn\":1}}]")]
    [InlineData("[{\"targets\":[\"a:1\"],\"labels\":{\"task_arn\":\"arn:x\"}}")]
    public void A_json_file_that_is_not_ours_is_left_alone(string content) =>
        Assert.Null(FileSdReader.Read(FileSdFormat.Json, Encoding.UTF8.GetBytes(content), out _));

    [Theory]
    [InlineData("a.yml", FileSdFormat.Yaml)]
    [InlineData("a.YAML", FileSdFormat.Yaml)]
    [InlineData("/x.yml/a.json", FileSdFormat.Json)]
    [InlineData("a.txt", null)]
    [InlineData("a", null)]
    public void The_extension_decides_the_format(string path, FileSdFormat? format) => Assert.Equal(format, FileSdFormats.Of(path));

    private static Target Make(string address, params (string Name, string Value)[] labels) =>
        new() { Address = address, TaskArn = Given.TaskArn, Labels = [.. labels.Select(static label => KeyValuePair.Create(label.Name, label.Value))] };

    private static string Write(FileSdFormat format, params Target[] targets)
    {
        var output = new ArrayBufferWriter<byte>();
        FileSdWriter.Write(output, format, targets);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
