using PromLauncher.Config;
using PromLauncher.Config.Regex;

namespace PromLauncher.Tests.Config.Regex;

/// <summary>A refused pattern is pointed at where it goes wrong, and the reader is told what to write.</summary>
public sealed class Re2Test
{
    private static readonly PrometheusVersion Newest = new(3, 14);

    [Theory]
    [InlineData("(?=a)b", 0, 3, "look-ahead", "action: drop")]
    [InlineData("a(?!b).*", 1, 3, "look-ahead", "action: drop")]
    [InlineData("x(?<=a)", 1, 4, "look-behind", "action: drop")]
    [InlineData("x(?<!a)", 1, 4, "look-behind", "action: drop")]
    [InlineData(@"(a)\1", 3, 2, @"\1", "replacement")]
    [InlineData(@"(?P<n>a)\k<n>", 8, 2, @"\k", "replacement")]
    [InlineData("(?P<n>a)(?P=n)", 8, 4, "back-reference", "replacement")]
    [InlineData("(?>a)", 0, 3, "atomic group", "never backtracks")]
    [InlineData("(?P<a-b>c)", 0, 8, "not a valid group name", "letters")]
    [InlineData("a++", 1, 2, "repeats a repetition", "possessive")]
    [InlineData("a**", 1, 2, "repeats a repetition", "(?:…)*")]
    [InlineData("*.example.org", 0, 1, "nothing to repeat", @"\*")]
    [InlineData("a|*", 2, 1, "nothing to repeat", @"\*")]
    [InlineData("a{1001}", 1, 6, "out of range", "1000 times")]
    [InlineData("a{3,2}", 1, 5, "out of range", "exceed the second")]
    [InlineData("(a{100}){11}", 8, 4, "more than 1000 copies", "multiply")]
    [InlineData("(a", 0, 1, "never closed", @"\(")]
    [InlineData("a(b(c)", 1, 1, "never closed", @"\(")]
    [InlineData("a)", 1, 1, "closes nothing", @"\)")]
    [InlineData("x(a)b)c", 5, 1, "closes nothing", @"\)")]
    [InlineData("[a-z", 0, 1, "'[' is never closed", @"\[")]
    [InlineData("[]", 0, 1, "'[' is never closed", @"\[")]
    [InlineData("[z-a]", 1, 3, "runs backwards", @"\-")]
    [InlineData("[[:word-char:]]", 1, 13, "not a class that RE2 knows", "xdigit")]
    [InlineData(@"\p{Grek}", 0, 8, "not a Unicode class", @"\p{Greek}")]
    [InlineData(@"[\pX]", 1, 3, "not a Unicode class", @"\p{Greek}")]
    [InlineData(@"a\", 1, 1, "single backslash", @"\\")]
    [InlineData(@"\Qa.b", 0, 2, @"\Q", @"\E")]
    [InlineData(@"\u00e9", 0, 2, @"\u", @"\x{…}")]
    [InlineData(@"\x{110000}", 0, 0, @"\x", "10FFFF")]
    [InlineData(@"a\Z", 1, 2, @"\Z", @"\z")]
    [InlineData(@"\é", 0, 2, @"\é", "remove it")]
    [InlineData("é(", 1, 1, "never closed", @"\(")]
    [InlineData("(?x)a b", 0, 3, "free spacing", "without spaces")]
    [InlineData("(?q)", 0, 3, "not a group that RE2 knows", "(?i)")]
    public void A_fault_is_placed_and_explained(string pattern, int offset, int length, string message, string help)
    {
        var fault = Re2.Check(pattern, Newest);
        Assert.NotNull(fault);
        Assert.Equal(offset, fault.Offset);
        if (length > 0) Assert.Equal(length, fault.Length);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Contains(help, fault.Help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".*")]
    [InlineData("a)|(?:b")]
    [InlineData(@"\QLiteral (text\E+")]
    [InlineData("(?i)a*(?-i)b")]
    [InlineData("(?U:a+)(?P<name>b)")]
    [InlineData("a{,2}b{x}c{01}")]
    [InlineData("[]a][^]a][a-][[:^alpha:][:digit:]]")]
    [InlineData(@"\pN\p{^Lu}[\P{Greek}\d]\x41\x{20ac}\012\_\-")]
    [InlineData("^*$+")]
    [InlineData("(?P<n>a)(?P<n>b)")]
    public void What_RE2_takes_is_accepted(string pattern) => Assert.Null(Re2.Check(pattern, Newest));

    [Theory]
    [InlineData("(?<name>a)", "2.50", "2.51")]
    [InlineData(@"\p{Kawi}", "2.46", "2.47")]
    [InlineData(@"\p{greek}", "3.6", "3.7")]
    [InlineData(@"\p{Uppercase-Letter}", "3.6", "3.7")]
    public void What_newer_Go_releases_brought_is_known_by_release(string pattern, string last, string first)
    {
        Assert.NotNull(Re2.Check(pattern, PrometheusVersion.Parse(last)));
        Assert.Null(Re2.Check(pattern, PrometheusVersion.Parse(first)));
    }

    [Fact]
    public void Deep_nesting_is_refused_since_the_security_fix()
    {
        var deep = string.Concat(Enumerable.Repeat("(", 1100)) + "a" + string.Concat(Enumerable.Repeat(")", 1100));
        Assert.Null(Re2.Check(deep, PrometheusVersion.Parse("2.30")));
        Assert.Contains("deeper than 1000", Re2.Check(deep, Newest)!.Message, StringComparison.Ordinal);
        Assert.Null(Re2.Check(deep[150..^150], Newest));
    }

    [Fact]
    public void A_pattern_that_compiles_to_too_much_is_refused()
    {
        var large = "(" + new string('x', 3400) + "){1000}";
        Assert.Null(Re2.Check(large, PrometheusVersion.Parse("2.37")));
        Assert.Contains("too large", Re2.Check(large, Newest)!.Message, StringComparison.Ordinal);
    }
}
