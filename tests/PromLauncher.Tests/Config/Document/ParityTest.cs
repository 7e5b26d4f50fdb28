using System.Text;
using PromLauncher.Config.Document;

namespace PromLauncher.Tests.Config.Document;

/// <summary>What a Prometheus release accepts is read here, too.</summary>
public sealed class ParityTest
{
    [Theory]
    [InlineData("config.jsonl")]
    [InlineData("rules.jsonl")]
    [InlineData("targets-and-web.jsonl")]
    public void No_text_that_a_release_accepts_is_called_broken(string file)
    {
        var faults = Oracle.Read(file).Cases
            .Where(c => c.Verdicts.Contains('1'))
            .Select(c => (c.Line, Document: YamlDocument.Parse(file, Encoding.UTF8.GetBytes(c.Text))))
            .Where(c => c.Document.IsBroken)
            .Select(c => $"line {c.Line}: {c.Document.Diagnostics[^1].Message}");
        Assert.Empty(faults);
    }
}
