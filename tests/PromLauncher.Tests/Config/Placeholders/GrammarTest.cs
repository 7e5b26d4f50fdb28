using PromLauncher.Config;

namespace PromLauncher.Tests.Config.Placeholders;

/// <summary>What is a placeholder, and what is not.</summary>
public sealed class GrammarTest
{
    [Theory]
    [InlineData("${NAME}", "value")]
    [InlineData("a${NAME}b${NAME}c", "avaluebvaluec")]
    [InlineData("${_X1}", "underscore")]
    [InlineData("${EMPTY}", "")]
    [InlineData("${EMPTY:-d}", "d")]
    [InlineData("${UNSET:-d}", "d")]
    [InlineData("${UNSET:-}", "")]
    [InlineData("${UNSET:-a:-b:?c}", "a:-b:?c")]
    [InlineData("${UNSET:-http://h:1/${NAME}}", "http://h:1/${NAME}")]
    [InlineData("${NAME:-d}", "value")]
    [InlineData("${NAME:?must be set}", "value")]
    [InlineData("${ssm:/path}", "parameter")]
    [InlineData("${ssm:/path:3}", "third")]
    [InlineData("${ssm:/path:3:-d}", "third")]
    [InlineData("${ssm:/none:-d}", "d")]
    [InlineData("${secretsmanager:id#key@AWSPREVIOUS}", "old")]
    [InlineData("${ecs:tag:team}", "blue")]
    [InlineData("${aws:region}", "eu-central-1")]
    [InlineData("$${NAME}", "${NAME}")]
    [InlineData("$$${NAME}", "$${NAME}")]
    [InlineData("$${NAME}${NAME}", "${NAME}value")]
    [InlineData("$1 ${1} $name ${} $__interval ${", "$1 ${1} $name ${} $__interval ${")]
    [InlineData("$NAME $$ ${-} ${.a}", "$NAME $$ ${-} ${.a}")]
    [InlineData("${1${NAME}${_.a}${_.b", "${1value${_.a}${_.b")]
    [InlineData("${ssm:arn:aws:ssm:eu-west-1:1:parameter/a:2}", "by ARN")]
    [InlineData("${secretsmanager:team/me@corp#k@blue}", "with a stage")]
    public void A_placeholder_is_what_the_grammar_says(string text, string expected)
    {
        var expanded = Expanding.Expand($"a: '{text}'\n", Values);
        Assert.Empty(expanded.Diagnostics);
        Assert.Equal($"a: '{expected}'\n", Expanding.Text(expanded));
    }

    [Theory]
    [InlineData("${foo.bar}", "malformed-placeholder", Severity.Warning)]
    [InlineData("${foo", "unclosed-placeholder", Severity.Warning)]
    [InlineData("${foo:?say it", "unclosed-placeholder", Severity.Error)]
    [InlineData("${foo:bar}", "unknown-placeholder-scheme", Severity.Error)]
    [InlineData("${vault:secret/x}", "unknown-placeholder-scheme", Severity.Error)]
    [InlineData("${ecs:clutser}", "malformed-placeholder", Severity.Error)]
    [InlineData("${aws:zone}", "malformed-placeholder", Severity.Error)]
    [InlineData("${ssm:}", "malformed-placeholder", Severity.Error)]
    [InlineData("${ssm:/a b}", "malformed-placeholder", Severity.Error)]
    [InlineData("${secretsmanager:id#}", "malformed-placeholder", Severity.Error)]
    [InlineData("${secretsmanager:id@}", "malformed-placeholder", Severity.Error)]
    [InlineData("${secretsmanager:@AWSCURRENT}", "malformed-placeholder", Severity.Error)]
    [InlineData("${ssm:/a:b:c}", "malformed-placeholder", Severity.Error)]
    [InlineData("${ssm:arn:aws:ssm:eu-west-1:1:other/a}", "malformed-placeholder", Severity.Error)]
    [InlineData("${ssm:arn:aws:s3:eu-west-1:1:parameter/a}", "malformed-placeholder", Severity.Error)]
    public void What_is_almost_a_placeholder_is_reported_and_unchanged(string text, string id, Severity severity)
    {
        var expanded = Expanding.Expand($"a:\n  bc: x {text}\n", Values);
        var found = Assert.Single(expanded.Diagnostics);
        Assert.Equal((id, severity), (found.Id, found.Severity));
        Assert.Equal((2, 9), (found.Span.Line, found.Span.Column));
        Assert.Equal($"a:\n  bc: x {text}\n", Expanding.Text(expanded));
    }

    [Fact]
    public void All_that_have_no_value_are_reported_at_once_each_at_its_place()
    {
        var expanded = Expanding.Expand("a: ${NAMEE}\nb:\n- \"x\\u0020y ${ssm:/none} ${OTHER:?say why}\"\n- ${EMPTY:?not empty}\n", Values, new() { KnownNames = ["NAME", "HOME"] });
        Assert.Equal(
            ["1:4 ${NAMEE} has no value.", "3:13 ${ssm:/none} has no value.", "3:26 ${OTHER} has no value: say why", "4:3 ${EMPTY} is empty: not empty"],
            expanded.Diagnostics.Select(d => $"{d.Span.Line}:{d.Span.Column} {d.Message}"));
        Assert.All(expanded.Diagnostics, d => Assert.Equal(Severity.Error, d.Severity));
        Assert.Contains("${NAME}", expanded.Diagnostics[0].Help);
        Assert.Equal(4, expanded.Failures.Count);
    }

    [Theory]
    [InlineData("U", "_", false)]
    [InlineData("name", "HOME", false)]
    [InlineData("HOEM", "HOME", true)]
    [InlineData("PATHH", "PATH", true)]
    [InlineData("PTAHH", "PATH", false)]
    [InlineData("CLUSTRE_NMAE", "CLUSTER_NAME", true)]
    public void A_name_is_guessed_only_where_a_mistake_is_likely(string name, string known, bool isGuessed)
    {
        var found = Assert.Single(Expanding.Expand($"a: ${{{name}}}\n", [], new() { KnownNames = [known] }).Diagnostics);
        Assert.Equal(isGuessed, found.Help!.Contains($"Did you mean ${{{known}}}?", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_cut_off_by_YAML_itself_says_so()
    {
        var expanded = Expanding.Expand("a: ${NAME:?see#4}\nb: ${NAME:?see #4}\n", Values);
        var found = Assert.Single(expanded.Diagnostics);
        Assert.Equal(("unclosed-placeholder", 2, 4), (found.Id, found.Span.Line, found.Span.Column));
        Assert.Contains("must be quoted", found.Help);
    }

    private static Dictionary<string, string> Values => new()
    {
        ["NAME"] = "value",
        ["_X1"] = "underscore",
        ["EMPTY"] = "",
        ["ssm:/path"] = "parameter",
        ["ssm:/path:3"] = "third",
        ["secretsmanager:id#key@AWSPREVIOUS"] = "old",
        ["ssm:arn:aws:ssm:eu-west-1:1:parameter/a:2"] = "by ARN",
        ["secretsmanager:team/me@corp#k@blue"] = "with a stage",
        ["ecs:tag:team"] = "blue",
        ["aws:region"] = "eu-central-1",
    };
}
