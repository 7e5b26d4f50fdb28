using System.Buffers;
using System.Text;

namespace PromLauncher.Config.Yaml;

/// <summary>Reads anchors, aliases, tags and directives.</summary>
internal static class PropertyScanner
{
    /// <summary><c>&amp;name</c> or <c>*name</c>.</summary>
    public static Token Name(TextCursor cursor, TokenKind kind, int keyLevel)
    {
        var start = cursor.At;
        cursor.Skip();
        var name = ReadName(cursor);
        if (name.Length == 0 || !TextCursor.IsBlankOrEnd(cursor.Current) && !"?:,]}%@`".Contains(cursor.Current)) throw new YamlSyntaxException(SyntaxProblem.AnchorName, start, cursor.At);
        return new Token(kind, start, cursor.At) { Text = name, KeyLevel = keyLevel };
    }

    /// <summary><c>!</c>, <c>!local</c>, <c>!!type</c>, <c>!handle!suffix</c> or <c>!&lt;uri&gt;</c>.</summary>
    public static Token Tag(TextCursor cursor, int keyLevel)
    {
        var start = cursor.At;
        string handle;
        string suffix;
        if (cursor.Peek(1) == '<')
        {
            cursor.Skip(2);
            (handle, suffix) = ("", Uri(cursor, start));
            if (suffix.Length == 0 || cursor.Current != '>') throw new YamlSyntaxException(SyntaxProblem.InvalidTag, start, cursor.At);
            cursor.Skip();
        }
        else
        {
            handle = Handle(cursor);
            suffix = Uri(cursor, start);
            if (handle.Length > 1 && handle[^1] == '!')
            {
                if (suffix.Length == 0) throw new YamlSyntaxException(SyntaxProblem.InvalidTag, start, cursor.At);
            }
            else
            {
                // What looked like a handle without its second '!' is the beginning of the suffix.
                (handle, suffix) = ("!", handle[1..] + suffix);
                if (suffix.Length == 0) (handle, suffix) = ("", "!");
            }
        }

        if (!TextCursor.IsBlankOrEnd(cursor.Current)) throw new YamlSyntaxException(SyntaxProblem.InvalidTag, start, cursor.At);
        return new Token(TokenKind.Tag, start, cursor.At) { Text = handle, Suffix = suffix, KeyLevel = keyLevel };
    }

    /// <summary><c>%YAML 1.1</c> or <c>%TAG handle prefix</c>, with the rest of its line.</summary>
    public static Token Directive(TextCursor cursor)
    {
        var start = cursor.At;
        cursor.Skip();
        var name = ReadName(cursor);
        if (name is not ("YAML" or "TAG") || !TextCursor.IsBlankOrEnd(cursor.Current)) throw new YamlSyntaxException(SyntaxProblem.UnknownDirective, start, cursor.At);
        cursor.SkipBlanks();
        var token = name == "YAML" ? Version(cursor, start) : TagPrefix(cursor, start);
        cursor.SkipBlanks();
        cursor.SkipComment();
        if (!TextCursor.IsBreakOrEnd(cursor.Current)) throw Invalid(cursor, start);
        if (!cursor.IsAtEnd) cursor.ReadBreak();
        return token;
    }

    private static Token Version(TextCursor cursor, int start)
    {
        var from = cursor.At;
        SkipNumber(cursor, start);
        if (cursor.Current != '.') throw Invalid(cursor, start);
        cursor.Skip();
        SkipNumber(cursor, start);
        return new Token(TokenKind.VersionDirective, start, cursor.At) { Text = cursor.Text[from..cursor.At] };
    }

    private static void SkipNumber(TextCursor cursor, int start)
    {
        var from = cursor.At;
        while (char.IsAsciiDigit(cursor.Current)) cursor.Skip();
        if (cursor.At - from is 0 or > 2) throw Invalid(cursor, start);
    }

    private static Token TagPrefix(TextCursor cursor, int start)
    {
        if (cursor.Current != '!') throw Invalid(cursor, start);
        var handle = Handle(cursor);
        if (handle.Length > 1 && handle[^1] != '!' || !TextCursor.IsBlank(cursor.Current)) throw Invalid(cursor, start);
        cursor.SkipBlanks();
        var prefix = Uri(cursor, start);
        if (prefix.Length == 0 || !TextCursor.IsBlankOrEnd(cursor.Current)) throw Invalid(cursor, start);
        return new Token(TokenKind.TagDirective, start, cursor.At) { Text = handle, Suffix = prefix };
    }

    /// <summary><c>!</c>, <c>!!</c> or <c>!name!</c>; <c>!name</c> when a local tag begins so.</summary>
    private static string Handle(TextCursor cursor)
    {
        var from = cursor.At;
        cursor.Skip();
        while (TextCursor.IsNameCharacter(cursor.Current)) cursor.Skip();
        if (cursor.Current == '!') cursor.Skip();
        return cursor.Text[from..cursor.At];
    }

    private static string Uri(TextCursor cursor, int start)
    {
        var uri = new StringBuilder();
        while (true)
        {
            if (cursor.Current == '%') uri.Append(Escaped(cursor, start));
            else if (TextCursor.IsNameCharacter(cursor.Current) || ";/?:@&=+$,.!~*'()[]".Contains(cursor.Current))
            {
                uri.Append(cursor.Current);
                cursor.Skip();
            }
            else return uri.ToString();
        }
    }

    /// <summary>A character as the UTF-8 bytes <c>%c3%a4</c>.</summary>
    private static string Escaped(TextCursor cursor, int start)
    {
        Span<byte> bytes = stackalloc byte[4];
        for (var length = 0; length < bytes.Length;)
        {
            if (cursor.Current != '%' || !char.IsAsciiHexDigit(cursor.Peek(1)) || !char.IsAsciiHexDigit(cursor.Peek(2))) break;
            bytes[length++] = Convert.ToByte(cursor.Text.Substring(cursor.At + 1, 2), 16);
            cursor.Skip(3);
            switch (Rune.DecodeFromUtf8(bytes[..length], out var rune, out _))
            {
                case OperationStatus.Done: return rune.ToString();
                case OperationStatus.InvalidData: throw new YamlSyntaxException(SyntaxProblem.InvalidTag, start, cursor.At);
            }
        }

        throw new YamlSyntaxException(SyntaxProblem.InvalidTag, start, cursor.At);
    }

    private static string ReadName(TextCursor cursor)
    {
        var from = cursor.At;
        while (TextCursor.IsNameCharacter(cursor.Current)) cursor.Skip();
        return cursor.Text[from..cursor.At];
    }

    private static YamlSyntaxException Invalid(TextCursor cursor, int start) => new(SyntaxProblem.InvalidDirective, start, cursor.At);
}
