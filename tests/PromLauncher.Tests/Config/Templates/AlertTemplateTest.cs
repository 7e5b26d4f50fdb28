using PromLauncher.Config;
using PromLauncher.Config.Templates;

namespace PromLauncher.Tests.Config.Templates;

/// <summary>Templates are parsed as Go's text/template with Prometheus's functions, and faults are explained.</summary>
public sealed class AlertTemplateTest
{
    private static readonly PrometheusVersion Newest = new(3, 14);

    /// <summary>Odd templates that promtool 2.42 accepts.</summary>
    public static TheoryData<string> Accepted =>
    [
        "{{ $value | }}",
        "{{ nil | print }}",
        "{{ ($x := 1) }}",
        "{{ 1 | (print 2) }}",
        "{{.}}{{.a.b}}",
        "{{ .a .b}}",
        "{{1 2}}",
        "{{ (1).x }}",
        "{{ 1_0 }}",
        "{{ 1i }}",
        "{{ '\\x80' }}",
        "{{ '\\'' }}",
        "{{ $labels.é }}",
        "{{ print (print) print }}",
        "{{ range $labels }}{{ break }}{{ end }}",
        "{{ $}}",
        "{{ $.a }}",
        "{{ print.a }}",
        "{{print | .a}}",
        "{{print | $value}}",
        "{{ print\t\n\r1 }}",
        "{{ `a\nb` }}",
        "{{ 0x1.8p1 }}",
        "{{ 0_7 }}",
        "{{ 99999999999999999999.0 }}",
        "{{ 1+2i }}",
        "{{ 1 +2 }}",
        "{{ template \"a\" \"b\" }}",
        "{{ template \"a\" 1 2 }}",
    ];

    /// <summary>Odd templates that promtool 2.42 refuses.</summary>
    public static TheoryData<string> Refused =>
    [
        "{{ | $value }}",
        "{{ $value || print }}",
        "{{ $x, $y }}",
        "{{ range $i, }}{{end}}",
        "{{ range $i, $x }}{{ end }}",
        "{{ 5 | 'c' }}",
        "{{ $value.}}",
        "{{ \"a\".b }}",
        "{{ ().x }}",
        "{{- }}",
        "{{-}}",
        "{{ -}}",
        "{{ - }}",
        "{{ + }}",
        "{{ 08 }}",
        "{{ 'ab' }}",
        "{{ \"\\'\" }}",
        "{{ 1e999 }}",
        "{{ .5.5 }}",
        "{{ 1.5.x }}",
        "{{$x=1}}",
        "{{if $x := 1}}{{end}}{{$x}}",
        "{{ break }}",
        "{{ {{ }}",
        "{{ } }}",
        "{{ x} }}",
        "{{ $labels.a-b }}",
        "{{ true.a }}",
        "{{ true | print | false }}",
        "{{print | .}}",
        "{{ \"a\nb\" }}",
        "{{ 0b12 }}",
        "{{ 0x }}",
        "{{0x1.8}}",
        "{{ 1__0 }}",
        "{{ 1+2 }}",
        "{{end}}",
        "{{ else if }}",
        "{{ range 1 }}{{ else if 1 }}{{ end }}",
        "{{ with 1 }}{{ else with 2 }}{{ end }}",
        "{{block \"a\"}}{{end}}",
        "{{define \"__alert_A\"}}x{{end}}",
        "{{define \"a\"}}x{{end}}{{block \"a\" .}}y{{end}}",
        "{{ define \"a\" }}{{ define \"b\" }}{{end}}{{end}}",
    ];

    [Theory]
    [InlineData("no action at all }}")]
    [InlineData("{{ $labels.instance }} is {{ $value | printf \"%.2f\" }}")]
    [InlineData("{{- /* a comment */ -}}")]
    [InlineData("{{ range $i, $x := query \"up\" }}{{ if eq $i 1 }}{{ break }}{{ else if gt $i 2 }}{{ continue }}{{ else }}{{ $x.Value }}{{ end }}{{ end }}")]
    [InlineData("{{ with $labels.a }}{{ . }}{{ else with $labels.b }}{{ . }}{{ end }}")]
    [InlineData("{{ define \"x\" }}{{ $.A }}{{ end }}{{ template \"x\" $labels }}")]
    [InlineData("{{ block \"b\" . }}{{ .Value }}{{ end }}")]
    [InlineData("{{ (query \"up\" | first).Labels.job }}")]
    [InlineData("{{ 0x1F }}{{ 1_000 }}{{ .5 }}{{ 1e3 }}{{ 'c' }}{{ `raw \"text\"` }}{{ 1+2i }}{{ -7 }}{{ 0x1p4 }}")]
    [InlineData("{{ $x := 1 }}{{ $x = 2 }}{{ $x }}")]
    [InlineData("{{ if true }}\n{{ $labels.a\n}}{{ end }}")]
    [InlineData("{{ define \"x\" }} {{ end }}{{ define \"x\" }}twice, but the first is empty{{ end }}")]
    [InlineData("{{ $externalURL }}{{ $externalLabels.region }}")]
    public void What_Go_parses_is_accepted(string text) => Assert.Null(AlertTemplate.Check(text, "A", Newest));

    [Theory]
    [MemberData(nameof(Accepted))]
    public void What_promtool_2_42_was_seen_to_accept_is_accepted(string text) => Assert.Null(AlertTemplate.Check(text, "A", new(2, 42)));

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_promtool_2_42_was_seen_to_refuse_is_refused(string text) => Assert.NotNull(AlertTemplate.Check(text, "A", new(2, 42)));

    [Theory]
    [InlineData("a {{ $labels.x", 2, "never closed", "}}")]
    [InlineData("{{ humanise $value }}", 3, "no function `humanise`", "humanize")]
    [InlineData("{{ value }} {{ labels.job }}", 15, "no function `labels`", "Did you mean `label`")]
    [InlineData("{{ $labels.foo-bar }}", 14, "can't follow", "index $labels")]
    [InlineData("{{ $instance }}", 3, "no variable `$instance`", "$labels")]
    [InlineData("{{ define \"x\" }}{{ $labels.a }}{{ end }}", 19, "no variable `$labels`", "pass the value")]
    [InlineData("{{ if $value > 5 }}x{{ end }}", 13, "`>` has no meaning", "gt $value")]
    [InlineData("{{ if }}x{{ end }}", 6, "has no value", "{{ if VALUE }}")]
    [InlineData("{{ if $value }}x", 3, "has no `{{ end }}`", "Add")]
    [InlineData("x {{ end }}", 5, "ends nothing", null)]
    [InlineData("{{ else }}", 3, "no matching action", null)]
    [InlineData("{{ if 1 }}{{ else }}{{ else }}{{ end }}", 23, "a second `{{ else }}`", null)]
    [InlineData("{{ $value | 5 }}", 12, "can't be called", "function")]
    [InlineData("{{ \"a }}", 3, "never closed", "\"")]
    [InlineData("{{ “a” }}", 3, "U+201C", "typographic")]
    [InlineData("{{ /* c */ }}", 3, "`/` has no meaning", "right after the braces")]
    [InlineData("{{/* c }}", 0, "never closed", "*/}}")]
    [InlineData("{{ printf \"\\d\" }}", 10, "escape", "backquotes")]
    [InlineData("{{ 99999999999999999999 }}", 3, "not a number", null)]
    [InlineData("{{ (1 }}", 0, "`(` is never closed", ")")]
    [InlineData("{{ 1) }}", 4, "closes nothing", null)]
    [InlineData("{{ break }}", 3, "outside of a", null)]
    [InlineData("{{ template x }}", 12, "needs a name", "\"name\"")]
    [InlineData("{{ if 1 }}{{ define \"x\" }}{{ end }}{{ end }}", 13, "not allowed within", "top")]
    [InlineData("{{ define \"x\" }}a{{ end }}{{ define \"x\" }}b{{ end }}", 29, "defined twice", "another name")]
    [InlineData("{{ $a, $b := 1 }}", 3, "too many variables", "range")]
    [InlineData("{{}}", 2, "empty", null)]
    public void A_fault_is_placed_and_explained(string text, int offset, string message, string? help)
    {
        var fault = AlertTemplate.Check(text, "A", Newest);
        Assert.NotNull(fault);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(offset, fault.Offset);
        if (help is not null) Assert.Contains(help, fault.Help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ stripPort \"a:1\" }}", "2.32", "2.33")]
    [InlineData("{{ toTime 5 }}", "2.37", "2.38")]
    [InlineData("{{ now }}", "3.5", "3.6")]
    [InlineData("{{ urlQueryEscape \"a\" }}", "3.7", "3.8")]
    [InlineData("{{ range $labels }}{{ break }}{{ end }}", "2.34", "2.35")]
    [InlineData("{{ with 1 }}{{ else with 2 }}{{ end }}", "2.54", "2.55")]
    [InlineData("{{ $externalURL }}", "2.27", "2.28")]
    public void What_newer_releases_brought_is_known_by_release(string text, string last, string first)
    {
        Assert.NotNull(AlertTemplate.Check(text, "A", PrometheusVersion.Parse(last)));
        Assert.Null(AlertTemplate.Check(text, "A", PrometheusVersion.Parse(first)));
    }

    [Fact]
    public void Nesting_without_end_is_refused_and_not_followed()
    {
        Assert.Contains("deeper", AlertTemplate.Check("{{ " + new string('(', 100_000), "A", Newest)!.Message, StringComparison.Ordinal);
        Assert.Contains("deeper", AlertTemplate.Check(string.Concat(Enumerable.Repeat("{{ if 1 }}", 100_000)), "A", Newest)!.Message, StringComparison.Ordinal);
    }
}
