using PromLauncher.Config.Validation;

namespace PromLauncher.Config.Lints;

/// <summary>Asks every lint of files that were read.</summary>
internal static class LintRunner
{
    /// <summary>Asks them of the main file.</summary>
    public static void MainFile(Section config, Findings findings, ValidationOptions options)
    {
        if (config.IsRefused) return;
        var context = new LintContext(config, findings, options);
        RemoteWriteLints.Check(context);
        JobLints.Global(context);
        JobLints.Check(context, config);
        new ValueLints(context).Walk(config);
    }

    /// <summary>Asks those about jobs of a file that the main one names.</summary>
    public static void JobFile(Section config, Section file, Findings findings, ValidationOptions options)
    {
        var context = new LintContext(config, findings, options);
        JobLints.Check(context, file);
        new ValueLints(context).Walk(file);
    }
}
