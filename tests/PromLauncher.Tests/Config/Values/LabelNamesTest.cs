using PromLauncher.Config;
using PromLauncher.Config.Values;

namespace PromLauncher.Tests.Config.Values;

/// <summary>Names of labels, by LabelName.IsValid of prometheus/common and the pattern of a relabel rule's target label.</summary>
public sealed class LabelNamesTest
{
    [Theory]
    [InlineData("a", true, true)]
    [InlineData("_A1", true, true)]
    [InlineData("__name__", true, true)]
    [InlineData("", false, false)]
    [InlineData("1a", false, true)]
    [InlineData("a-b", false, true)]
    [InlineData("a:b", false, true)]
    [InlineData("é", false, true)]
    [InlineData("a b", false, true)]
    public void A_name_is_valid_or_not(string name, bool legacy, bool utf8)
    {
        Assert.Equal(legacy, LabelNames.IsLegacy(name));
        Assert.Equal(legacy, LabelNames.IsValid(name, Version("2.55")));
        Assert.Equal(utf8, LabelNames.IsValid(name, Version("3.0")));
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("$1", true)]
    [InlineData("${1}", true)]
    [InlineData("a_${name}_b", true)]
    [InlineData("$a$b", true)]
    [InlineData("${1}2", true)]
    [InlineData("", false)]
    [InlineData("1$1", false)]
    [InlineData("$", false)]
    [InlineData("a$", false)]
    [InlineData("$$1", false)]
    [InlineData("${}", false)]
    [InlineData("${1", false)]
    [InlineData("${a-b}", false)]
    [InlineData("a-$1", false)]
    public void A_template_of_a_name_is_valid_or_not(string name, bool valid)
    {
        Assert.Equal(valid, LabelNames.IsLegacyTemplate(name));
        Assert.Equal(valid, System.Text.RegularExpressions.Regex.IsMatch(name, @"^(?:(?:[a-zA-Z_]|\$(?:\{\w+\}|\w+))+\w*)+\z"));
    }

    private static PrometheusVersion Version(string text)
    {
        Assert.True(PrometheusVersion.TryParse(text, out var version));
        return version;
    }
}
