namespace PromLauncher.Config.Validation.Rules;

/// <summary>The paths of <c>file_sd_configs</c>: <c>^[^*]*(\*[^/]*)?\.(json|yml|yaml|JSON|YML|YAML)$</c>.</summary>
internal static class FileDiscovery
{
    private static readonly string[] Extensions = [".json", ".yml", ".yaml", ".JSON", ".YML", ".YAML"];

    /// <summary>Checks the paths.</summary>
    public static void Path(RuleContext context)
    {
        foreach (var item in context.Section.Texts("files"))
        {
            if (item.IsUnknown) continue;
            var path = item.Value;
            var fine = false;
            foreach (var extension in Extensions) fine |= path.EndsWith(extension, StringComparison.Ordinal);
            if (!fine)
            {
                context.Error(FindingKind.InvalidPath, item, $"{Findings.Show(item)} is not a valid target file: its name must end in .json, .yml or .yaml.");
            }
            else if (path.IndexOf('*') is >= 0 and var star && path.IndexOf('/', star) >= 0)
            {
                context.Error(FindingKind.InvalidPath, item, $"{Findings.Show(item)} is not a valid target file: `*` is only allowed in the last part of the path.");
            }
        }
    }
}
