namespace PromLauncher.Config.Templates;

/// <summary>
/// Checks whether Prometheus can parse a template of an alerting rule. The language is Go's <c>text/template</c>
/// (<see href="https://pkg.go.dev/text/template"/>) with Prometheus's functions and the variables <c>$labels</c>, <c>$externalLabels</c>,
/// <c>$externalURL</c> (since 2.28) and <c>$value</c>.
/// </summary>
public static class AlertTemplate
{
    /// <summary>Where upstream documents the language.</summary>
    public const string Url = "https://prometheus.io/docs/prometheus/latest/configuration/template_reference/";

    /// <summary>The first fault of a template, or null when the release parses it.</summary>
    /// <param name="text">The label's or annotation's value.</param>
    /// <param name="alert">The alert's name: a <c>{{ define }}</c> may not redefine its template.</param>
    /// <param name="version">The Prometheus release.</param>
    public static TemplateFault? Check(string text, string alert, PrometheusVersion version)
    {
        if (!text.Contains("{{", StringComparison.Ordinal)) return null;
        var go = GoRelease.Of(version);
        try
        {
            new TemplateParser(new TemplateLexer(text), new TemplateFunctions(version), go, "__alert_" + alert, version.AtLeast(2, 28)).Parse();
            return null;
        }
        catch (TemplateException exception)
        {
            return exception.Fault;
        }
    }
}
