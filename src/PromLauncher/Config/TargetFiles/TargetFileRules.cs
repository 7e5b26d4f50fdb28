using PromLauncher.Config.Document;
using PromLauncher.Config.Values;

namespace PromLauncher.Config.TargetFiles;

/// <summary>The rules for both YAML and JSON lists.</summary>
internal static class TargetFileRules
{
    /// <summary>What is wrong with an address, or null.</summary>
    public static (Severity Severity, string Message, string Help)? Address(string address, TargetFileOptions options)
    {
        var severity = Severity(options);
        if (address.Length == 0) return (options is { AddressesAreFinal: true, MayBeEmpty: false } ? severity : Config.Severity.Warning, "A target has no address.", "Write host:port.");
        if (!BinaryText.IsUtf8(address)) return (severity, "A target must be UTF-8.", "Write host:port.");
        return address.Contains('/')
            ? (severity, "A target is host:port, and this one contains a slash.", "Scheme and path belong to the job (`scheme`, `metrics_path`) or to its `relabel_configs`, as with the blackbox exporter.")
            : null;
    }

    /// <summary>The severity of an invalid target: relabelling may change it, and releases before 2.31 only log it.</summary>
    public static Severity Severity(TargetFileOptions options) =>
        !options.AddressesAreFinal ? Config.Severity.Note : options.Version.AtLeast(2, 31) ? Config.Severity.Error : Config.Severity.Warning;

    /// <summary>What is wrong with a label's name, or null.</summary>
    public static string? LabelName(string name, TargetFileOptions options)
    {
        if (options.LegacyNames ? LabelNames.IsLegacy(name) : LabelNames.IsValid(name, options.Version)) return null;
        return name.Length == 0 ? "A label has no name." : "This is not a valid label name.";
    }

    /// <summary>Which names are allowed.</summary>
    public static string LabelHelp(TargetFileOptions options) =>
        "Use letters, digits and `_`, not beginning with a digit" + (options.Version.AtLeast(3, 0) ? "." : "; other characters are allowed since Prometheus 3.0.");
}
