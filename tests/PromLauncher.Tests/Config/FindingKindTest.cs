using System.Reflection;
using System.Text;
using PromLauncher.Config;
using PromLauncher.Config.Checks;
using PromLauncher.Config.Document;
using PromLauncher.Config.Placeholders;

namespace PromLauncher.Tests.Config;

/// <summary>The list of all kinds of findings.</summary>
public sealed class FindingKindTest
{
    /// <summary>A finding can be made of a declared kind only, for no other code can make a kind: what is declared is all that can be reported.</summary>
    [Fact]
    public void The_list_has_every_kind_that_is_declared_once()
    {
        var declared = typeof(FindingKind).GetProperties(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
            .Where(static property => property.PropertyType == typeof(FindingKind)).Select(static property => (FindingKind)property.GetValue(null)!).ToList();
        Assert.All(typeof(FindingKind).GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public), static constructor => Assert.True(constructor.IsPrivate));
        Assert.Equal(declared.Select(static kind => kind.Id).Order(StringComparer.Ordinal), FindingKind.All.Select(static kind => kind.Id).Order(StringComparer.Ordinal));
        Assert.Equal(declared.Count, declared.Select(static kind => kind.Id).Distinct().Count());
        Assert.All(declared, static kind =>
        {
            Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", kind.Id);
            Assert.True(kind.Least <= kind.Most, kind.Id);
            Assert.Matches(@"^[A-Z`].*\.$", kind.Summary);
            Assert.DoesNotContain("|", kind.Summary, StringComparison.Ordinal);
            Assert.Same(kind, FindingKind.Find(kind.Id));
        });
    }

    [Fact]
    public void No_finding_has_another_severity_than_its_kind_says()
    {
        var reported = new HashSet<(string Id, Severity Severity)>();
        PrometheusVersion[] versions = [new(2, 26), PrometheusVersion.NewestKnown, new(9, 9)];
        foreach (var (kind, file) in ((FileKind, string)[])[(FileKind.Config, "config.jsonl"), (FileKind.Rules, "rules.jsonl")])
        {
            foreach (var one in Oracle.Read(file).Cases) Add(kind, one.Text, versions[one.Line % versions.Length]);
        }

        Assert.True(reported.Count > 40, $"only {reported.Count} kinds were reported");
        Assert.Equal([], reported.Where(static one => FindingKind.Find(one.Id) is not { } kind || one.Severity < kind.Least || one.Severity > kind.Most));

        void Add(FileKind kind, string text, PrometheusVersion version)
        {
            var bundle = new ConfigBundle(new Dictionary<string, ReadOnlyMemory<byte>> { ["main.yml"] = Encoding.UTF8.GetBytes(text) }, "main.yml");
            var findings = kind == FileKind.Config
                ? FileCheck.Configuration(ExpandedBundle.AsItStands(bundle), new() { Version = version, From = new(2, 30) }).Findings
                : FileCheck.Other(kind, YamlDocument.Parse("main.yml", bundle.Files["main.yml"]), version).Findings;
            reported.UnionWith(findings.Select(static finding => (finding.Id, finding.Severity)));
        }
    }
}
