using System.Globalization;
using System.Text;

namespace PromLauncher.Config.Yaml;

/// <summary>The escapes of double-quoted scalars (YAML 1.1, §5.6; as libyaml, with <c>\'</c> and without <c>\/</c>).</summary>
internal static class Escapes
{
    /// <summary>Reads the escape at a cursor.</summary>
    /// <param name="cursor">Where the backslash is.</param>
    /// <param name="start">Offset of the scalar's first quote.</param>
    /// <param name="value">Where the character is added.</param>
    /// <returns>True when the escape joins the next line to this one.</returns>
    /// <exception cref="YamlSyntaxException">It is unknown, or of no character.</exception>
    public static bool Read(TextCursor cursor, int start, StringBuilder value)
    {
        var next = cursor.Peek(1);
        if (TextCursor.IsBreak(next))
        {
            cursor.Skip();
            cursor.ReadBreak();
            return true;
        }

        var digits = next switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits > 0) value.Append(Numeric(cursor, start, digits));
        else value.Append(Single(next) ?? throw new YamlSyntaxException(SyntaxProblem.UnknownEscape, start, cursor.At));
        cursor.Skip(2 + digits);
        return false;
    }

    private static string Numeric(TextCursor cursor, int start, int digits)
    {
        var text = cursor.Text.AsSpan(cursor.At + 2);
        if (text.Length < digits || !uint.TryParse(text[..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)) throw new YamlSyntaxException(SyntaxProblem.InvalidEscape, start, cursor.At);
        if (Rune.IsValid(code)) return new Rune(code).ToString();
        throw new YamlSyntaxException(code <= char.MaxValue ? SyntaxProblem.SurrogateEscape : SyntaxProblem.InvalidEscape, start, cursor.At);
    }

    private static char? Single(char letter) => letter switch
    {
        '0' => '\0',
        'a' => '\a',
        'b' => '\b',
        't' or '\t' => '\t',
        'n' => '\n',
        'v' => '\v',
        'f' => '\f',
        'r' => '\r',
        'e' => '\e',
        'N' => '\u0085',
        '_' => '\u00A0',
        'L' => '\u2028',
        'P' => '\u2029',
        ' ' or '"' or '\'' or '\\' => letter,
        _ => null,
    };
}
