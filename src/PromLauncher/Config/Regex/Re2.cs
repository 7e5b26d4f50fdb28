namespace PromLauncher.Config.Regex;

/// <summary>
/// Says whether Prometheus can compile a regular expression. Prometheus uses Go's <c>regexp</c> package (the RE2 syntax), which is neither
/// .NET's nor Perl's; what it accepts depends on the Go release that a Prometheus release was built with.
/// The rules are those of <see href="https://pkg.go.dev/regexp/syntax"/>.
/// </summary>
public static class Re2
{
    /// <summary>Where the syntax is documented.</summary>
    public const string Url = "https://github.com/google/re2/wiki/Syntax";

    // Prometheus anchors: ^(?:…)$ until 2.55, ^(?s:…)$ since 3.0. The pattern is compiled with the anchors around it, so that an unclosed
    // \Q swallows the closing one and `a)|(?:b` is accepted; the checker has to read the same text. Both prefixes have four characters.
    private const string Before = "^(?:";
    private const string After = ")$";

    /// <summary>The first fault of a pattern in a relabel rule or a matcher, or null when Prometheus accepts it.</summary>
    /// <param name="pattern">The pattern as read from YAML, without anchors.</param>
    /// <param name="version">The Prometheus release that will compile it.</param>
    public static Re2Fault? Check(string pattern, PrometheusVersion version)
    {
        if (IsPlain(pattern)) return null;
        if (!Document.BinaryText.IsUtf8(pattern)) return new(0, pattern.Length, "it is not UTF-8", null);
        var fault = new Re2Parser(Before + pattern + After, Before.Length, GoRelease.Of(version)).Parse();
        if (fault is null) return null;
        var start = Math.Clamp(fault.Offset - Before.Length, 0, pattern.Length);
        var end = Math.Clamp(fault.Offset + fault.Length - Before.Length, start, pattern.Length);
        return fault with { Offset = start, Length = end - start };
    }

    /// <summary>Most patterns of a configuration are a name or two: they are valid without parsing.</summary>
    private static bool IsPlain(string pattern)
    {
        foreach (var c in pattern)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or ':' or '/' or '.' or '|' or ' ' or ',' or ';' or '=')) return false;
        }

        return true;
    }
}
