using System.Text;
using PromLauncher.Config;
using PromLauncher.Config.Placeholders;

namespace PromLauncher.Tests.Config.Placeholders;

/// <summary>Expands a text with values given by the names as they stand in placeholders: <c>HOST</c>, <c>ssm:/a</c>.</summary>
internal static class Expanding
{
    public static ExpandedBundle Expand(string text, Dictionary<string, string> values, ExpansionOptions? options = null) =>
        Expand(Bundle(("prometheus.yml", text)), values, options);

    public static ExpandedBundle Expand(ConfigBundle bundle, Dictionary<string, string> values, ExpansionOptions? options = null)
    {
        var scan = PlaceholderScan.Find(bundle, options ?? new ExpansionOptions());
        return Expansion.Apply(scan, scan.References.Where(r => values.ContainsKey(Key(r))).ToDictionary(r => r, r => (PlaceholderValue)new PlaceholderValue.Text(
            values[Key(r)],
            r.Scheme == PlaceholderScheme.Environment ? "environment" : Key(r),
            r.Scheme is PlaceholderScheme.Ssm or PlaceholderScheme.SecretsManager)));
    }

    public static ConfigBundle Bundle(params (string Path, string Text)[] files) =>
        new(files.ToDictionary(file => file.Path, file => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(file.Text)), files[0].Path);

    public static string Text(ExpandedBundle bundle, string? file = null) => Encoding.UTF8.GetString(bundle.Bundle.Files[file ?? bundle.Bundle.MainFile].Span);

    private static string Key(PlaceholderReference reference) => reference.SchemeName.Length == 0 ? reference.Name : $"{reference.SchemeName}:{reference.Name}";
}
