using PromLauncher.Config.Validation.Rules;

namespace PromLauncher.Tests.Config.Validation;

/// <summary>Selectors of <c>kubernetes_sd_configs</c>, by labels.Parse and fields.ParseSelector of k8s.io/apimachinery.</summary>
public sealed class KubernetesSelectorTest
{
    private static readonly string Long = new('a', 63);

    public static TheoryData<string> GoodLabels =>
    [
        "", " ", "a", "!a", "! a", "a,b", "a , !b", "a=", "a==", "a!=", "a=b", "a == b", "a!=b,c", "a=,b", "a in (b)", "a notin ( b , c )", "a in ()", "a in (,)", "a in (b,,c)", "in in (in)", "notin", "a=in", "!in", "a>1", "a < 0", "a>007",
        "a>9223372036854775807", "x.y/a", "x-1.y/a_b.c-d=e", "1/2=3", "a\t=\r\nb", $"{Long}={Long}", $"{Long}.{Long}.{Long}.{new string('a', 61)}/a",
    ];

    public static TheoryData<string> BadLabels =>
    [
        ",", ",a", "a,", "a,,b", "=a", "!", "!!a", "!=a", "!a=b", "a b", "a=b c", "a=!b", "a===b", "a>=1", "a>", "a>b", "a>-1", "a>+1", "a>1.5", "a>9223372036854775808", "a in", "a in b", "a in (", "a in (b", "a in (b c)", "a in (b!c)", "a in (b))", "a(b)", "a!b", "a notin (-)",
        "-a", "a-", "a_", ".a", "a=-b", "a=b.", "a=b/c", "é", "a=é", "/a", "x/", "x/y/z", "X/a", "-x/a", "x-/a", "x..y/a", "x./a", ".x/a", "x_y/a", $"{Long}a", $"a={Long}a", $"{Long}.{Long}.{Long}.{new string('a', 62)}/a",
    ];

    public static TheoryData<string> GoodFields => ["", ",", "a=b", "a==b", "a!=b", "a=", "=", "=a", "a=b,,c!=d", ",a=b,", "metadata.name=x y", @"a=\,", @"a=b\=c\\", @"a\=b", "!a=b"];

    public static TheoryData<string> BadFields => ["a", "a,b=c", "a=b,c", "a=b=c", "a===b", "a!==b", "a in (b)", @"a=\", @"a=\b", @"a=b\ ", @"\,", @"a=b,c\"];

    [Theory]
    [MemberData(nameof(GoodLabels))]
    public void A_label_selector_is_accepted(string text) => Assert.Null(KubernetesSelector.Fault(text, fields: false));

    [Theory]
    [MemberData(nameof(BadLabels))]
    public void A_label_selector_is_refused(string text) => Assert.NotNull(KubernetesSelector.Fault(text, fields: false));

    [Theory]
    [MemberData(nameof(GoodFields))]
    public void A_field_selector_is_accepted(string text) => Assert.Null(KubernetesSelector.Fault(text, fields: true));

    [Theory]
    [MemberData(nameof(BadFields))]
    public void A_field_selector_is_refused(string text) => Assert.NotNull(KubernetesSelector.Fault(text, fields: true));

    [Fact]
    public void The_report_on_a_long_selector_is_short()
    {
        Assert.True(KubernetesSelector.Fault(new('-', 100_000), fields: false)!.Length < 200);
        Assert.True(KubernetesSelector.Fault(new('a', 100_000), fields: true)!.Length < 200);
    }
}
