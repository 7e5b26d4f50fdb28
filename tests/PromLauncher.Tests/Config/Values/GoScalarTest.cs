using System.Text;
using PromLauncher.Config.Document;
using PromLauncher.Config.Values;

namespace PromLauncher.Tests.Config.Values;

/// <summary>
/// What a scalar is to go-yaml v2. The rows without a tag were seen with go-yaml 2.4, those with one are <c>resolve</c> in its resolve.go.
/// </summary>
public sealed class GoScalarTest
{
    public static TheoryData<string, string> Scalars => new()
    {
        { "Null", "|~|null|Null|NULL|!!null ~|!!null null" },
        { "Bool", "y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON|n|N|no|No|NO|false|False|FALSE|off|Off|OFF|!!bool yes|!!bool 'on'" },
        { "Int", "0|-1|+1|1_000|0x1F|017|0o17|0b11|0b-1|0b+1|-0b11|9223372036854775807|!!int '7'" },
        { "UInt", "9223372036854775808|18446744073709551615|!!int 18446744073709551615" },
        { "Float", "1.5|-1.|.5|.5_0|1e3|18446744073709551616|.inf|+.Inf|-.INF|.nan|.NaN|08|09_1|08.5|!!float 1|!!float '.5'" },
        { "Timestamp", "2001-01-02|2001-1-2|!!timestamp '2001-01-02'" },
        { "String", "a|yEs|nO|oN|nULL|tRUE|0x|1:30|190:20:30|0b2|0b--1|-0b-1|1e400|.5__0|._5|.5_|.e1|inf|NaN|-nan|'1'|\"true\"|'~'|! 1|!!str 1|!!binary aGk=|0.1.2" },
        { "Tagged", "!custom 1|!!set 1" },
        { "Contradiction", "!!int a|!!int 1.5|!!float a|!!float 2001-01-02|!!bool 1|!!null a|!!timestamp 1|!!timestamp 2001-02-29" },
    };

    [Theory]
    [MemberData(nameof(Scalars))]
    public void It_is_what_go_yaml_makes_of_it(string kind, string texts)
    {
        foreach (var text in texts.Split('|'))
        {
            Assert.Equal((text, kind), (text, GoScalar.Of(Read(text)).Kind.ToString()));
        }
    }

    [Theory]
    [InlineData("yes", 1, 0)]
    [InlineData("off", 0, 0)]
    [InlineData("017", 15, 15)]
    [InlineData("0b-11", -3, -3)]
    [InlineData("1_0.5", 0, 10.5)]
    [InlineData("18446744073709551615", 0, 18446744073709551615d)]
    [InlineData("-.inf", 0, double.NegativeInfinity)]
    [InlineData("!!float 7", 7, 7)]
    public void Its_number_is_known(string text, long whole, double value)
    {
        var scalar = GoScalar.Of(Read(text));
        Assert.Equal((whole, value), (scalar.Int, scalar.Float));
    }

    /// <summary>What go-yaml gives no unmarshaler; the rest it reads as empty.</summary>
    [Theory]
    [InlineData("", true, true)]
    [InlineData("~", true, true)]
    [InlineData("null", true, true)]
    [InlineData("NULL", true, false)]
    [InlineData("'null'", false, true)]
    [InlineData("'~'", false, true)]
    [InlineData("''", false, false)]
    [InlineData("!!null ''", true, true)]
    [InlineData("!!null a", false, true)]
    [InlineData("!!str null", false, false)]
    [InlineData("a", false, false)]
    public void A_null_is_known_and_what_skips_a_reader(string text, bool isNull, bool skips)
    {
        var scalar = Read(text);
        Assert.Equal((isNull, skips), (GoScalar.IsNull(scalar), GoScalar.SkipsReader(scalar)));
        var document = YamlDocument.Parse("a.yml", Encoding.UTF8.GetBytes($"- &a {text}\n- *a\n"));
        Assert.Equal(isNull, GoScalar.IsNull(Assert.IsType<AliasNode>(((SequenceNode)document.Root!).Items[1])));
    }

    [Fact]
    public void A_collection_is_no_null()
    {
        var document = YamlDocument.Parse("a.yml", "[[], {}, [~]]"u8.ToArray());
        Assert.All(((SequenceNode)document.Root!).Items, static item => Assert.False(GoScalar.IsNull(item)));
    }

    [Theory]
    [InlineData("<<", true)]
    [InlineData("'<<'", false)]
    [InlineData("!!merge <<", true)]
    [InlineData("!!merge '<<'", true)]
    [InlineData("!!str <<", false)]
    [InlineData("<", false)]
    public void A_merge_key_is_known(string text, bool isMerge) => Assert.Equal(isMerge, GoScalar.IsMerge(Read(text)));

    private static ScalarNode Read(string text)
    {
        var document = YamlDocument.Parse("a.yml", Encoding.UTF8.GetBytes($"- {text}\n"));
        return Assert.IsType<ScalarNode>(Assert.Single(Assert.IsType<SequenceNode>(document.Root).Items));
    }
}
