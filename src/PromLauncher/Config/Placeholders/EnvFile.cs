using PromLauncher.Config.Document;

namespace PromLauncher.Config.Placeholders;

/// <summary>
/// A file of variables as <c>docker run --env-file</c> reads it (docs.docker.com/reference/cli/docker/container/run, "env-file"): one
/// <c>NAME=VALUE</c> a line, taken literally, including quotes; lines that begin with <c>#</c> are comments; a name alone takes the
/// value from the environment. As with Docker a name is anything without a space or tab; one that no placeholder can use does no harm.
/// </summary>
/// <param name="Values">The values by name; null for the value from the environment. The last of several lines wins.</param>
/// <param name="Faults">Lines that can't be read. None quotes the line: it may be part of a multi-line key.</param>
public sealed record EnvFile(IReadOnlyDictionary<string, string?> Values, IReadOnlyList<EnvFileFault> Faults)
{
    /// <summary>Reads a file.</summary>
    /// <param name="bytes">Its content, UTF-8.</param>
    public static EnvFile Parse(ReadOnlyMemory<byte> bytes)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        var faults = new List<EnvFileFault>();
        var source = SourceText.Decode(bytes, out var badByte);
        var text = source.Text;
        for (int start = 0, end; start < text.Length; start = end + 1)
        {
            // Lines end at LF, and a CR before it is dropped: other line breaks belong to the value.
            end = text.IndexOf('\n', start);
            if (end < 0) end = text.Length;
            var found = text.AsSpan(start, end - start);
            if (found.EndsWith("\r")) found = found[..^1];
            var line = found.TrimStart();
            var at = start + found.Length - line.Length;
            if (line.IsEmpty || line[0] == '#') continue;
            var equals = line.IndexOf('=');
            var name = equals < 0 ? line : line[..equals];
            if (name.IsEmpty) Report("There is no name before the '='.", at);
            else if (name.ContainsAny(" \t")) Report("The name has a space in or after it.", at);
            else values[name.ToString()] = equals < 0 ? null : line[(equals + 1)..].ToString();
        }

        if (badByte >= 0) Report("The rest of the file is not UTF-8.", text.Length);
        return new(values, faults);

        void Report(string message, int at) => faults.Add(new(source.Span(at, at).Line, message));
    }
}

/// <summary>A line of a file of variables that can't be read.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Message">What is wrong with it, without its content.</param>
public sealed record EnvFileFault(int Line, string Message);
