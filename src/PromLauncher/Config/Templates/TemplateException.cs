namespace PromLauncher.Config.Templates;

/// <summary>Carries the first fault out of the nested parser.</summary>
internal sealed class TemplateException(TemplateFault fault) : Exception(fault.Message)
{
    /// <summary>The fault.</summary>
    public TemplateFault Fault { get; } = fault;
}
