using System.Text;
using PromLauncher.Config.Checks;
using PromLauncher.Config.Document;

namespace PromLauncher.Tests.Config.Checks;

public sealed class FileKindsTest
{
    [Theory]
    [InlineData("global: {}\n", true)]
    [InlineData("# ours\nscrape_configs:\n- job_name: a\n", true)]
    [InlineData("rule_files: []\nscrape_configs: []\n", true)]
    [InlineData("groups:\n- name: g\n  rules:\n  - alert: a\n    expr: |\n      global:scrape_configs:up\n    annotations:\n      text: \"a\n        global: no section\"\n", false)]
    [InlineData("- targets: [a]\n", false)]
    [InlineData("{\"global\": {}, \"scrape_configs\": []}", false)]
    [InlineData("global_: 1\n", false)]
    [InlineData("", false)]
    public void A_section_of_a_configuration_is_seen_without_reading_the_file(string text, bool isSeen) =>
        Assert.Equal(isSeen, FileKinds.IsPlainlyConfig(Encoding.UTF8.GetBytes(text)));

    /// <summary>The quick look may miss a configuration, and must never take something else for one.</summary>
    [Theory]
    [InlineData("config.jsonl")]
    [InlineData("rules.jsonl")]
    [InlineData("targets-and-web.jsonl")]
    public void What_is_seen_so_is_recognised_so(string cases)
    {
        var seen = Oracle.Read(cases).Cases.Where(static one => FileKinds.IsPlainlyConfig(Encoding.UTF8.GetBytes(one.Text))).ToList();
        Assert.True(seen.Count > 0 || cases != "config.jsonl");
        Assert.All(seen, static one => Assert.Equal(FileKind.Config, FileKinds.Recognise(YamlDocument.Parse("a.yml", Encoding.UTF8.GetBytes(one.Text)))));
    }
}
