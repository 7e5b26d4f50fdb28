using PromLauncher.Config.Validation;

namespace PromLauncher.Config.Lints;

/// <summary>Runs the lints on files that were read.</summary>
internal static class LintRunner
{
    /// <summary>Runs all lints on the main file.</summary>
    public static void MainFile(Section config, Findings findings, ValidationOptions options)
    {
        if (config.IsRefused) return;
        var context = new LintContext(config, findings, options);
        RemoteWriteLints.Check(context);
        JobLints.Global(context);
        JobLints.Check(context, config);
        new ValueLints(context).Walk(config);
    }

    /// <summary>Runs the lints for jobs on a file that the main one names.</summary>
    public static void JobFile(Section config, Section file, Findings findings, ValidationOptions options)
    {
        var context = new LintContext(config, findings, options);
        JobLints.Check(context, file);
        new ValueLints(context).Walk(file);
    }
}
