using System.Text;
using PromLauncher.Config.Document;

namespace PromLauncher.Config.Placeholders;

/// <summary>
/// A file of variables as <c>docker run --env-file</c> reads it (docs.docker.com/reference/cli/docker/container/run, "env-file"): one
/// <c>NAME=VALUE</c> a line, taken as it stands, quotes and all; lines that begin with <c>#</c> are comments; a name alone takes the
/// environment's own value.
/// </summary>
/// <param name="Values">The values by name; null where the environment's own is meant. The last of several lines wins.</param>
/// <param name="Diagnostics">Lines that can't be read. None prints a value.</param>
public sealed record EnvFile(IReadOnlyDictionary<string, string?> Values, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Reads a file.</summary>
    /// <param name="file">Its path, for diagnostics.</param>
    /// <param name="bytes">Its content, UTF-8.</param>
    public static EnvFile Parse(string file, ReadOnlyMemory<byte> bytes)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        var diagnostics = new List<Diagnostic>();
        var source = SourceText.Decode(bytes, out var badByte);
        var start = 0;
        foreach (var found in source.Text.AsSpan().EnumerateLines())
        {
            var line = found.TrimStart();
            var at = start + found.Length - line.Length;
            start += found.Length + (source.Text.AsSpan(start + found.Length).StartsWith("\r\n") ? 2 : 1);
            if (line.IsEmpty || line[0] == '#') continue;
            var equals = line.IndexOf('=');
            var name = equals < 0 ? line.TrimEnd() : line[..equals];
            if (name.IsEmpty) Report("There is no name before the '='.", at, at + 1);
            else if (name.ContainsAny(" \t")) Report($"The name '{name.Trim()}' has a space in or behind it.", at, at + name.Length);
            else if (!PlaceholderParser.IsVariableName(name)) Report($"'{name}' is no variable's name: letters, digits and '_' only, and no digit first.", at, at + name.Length);
            else values[name.ToString()] = equals < 0 ? null : line[(equals + 1)..].ToString();
        }

        if (badByte >= 0) Report("The rest of the file is not UTF-8.", source.Text.Length, source.Text.Length);
        return new(values, diagnostics);

        void Report(string message, int from, int to) =>
            diagnostics.Add(new("env-file", Severity.Error, message, file, source.Span(from, Math.Min(to, source.Text.Length))) { Help = "Write NAME=VALUE, one a line, without spaces around the '='." });
    }
}
