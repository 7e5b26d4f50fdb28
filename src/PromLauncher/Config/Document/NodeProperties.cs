namespace PromLauncher.Config.Document;

/// <summary>Anchors and tags before a node; the library's marks of the node include them.</summary>
internal static class NodeProperties
{
    /// <summary>Offset of the node's own first character, after its anchor and tag and any blanks, comments and line breaks that follow them.</summary>
    public static int Skip(string text, int start)
    {
        var i = start;
        while (i < text.Length)
        {
            var c = text[i];
            if (c is '&' or '!') i = Word(text, i);
            else if (c is ' ' or '\t' or '\r' or '\n') i++;
            else if (c == '#' && i > start && text[i - 1] is ' ' or '\t' or '\r' or '\n') i = LineEnd(text, i);
            else break;
        }

        return i;
    }

    /// <summary>Offset after the last of them: the position of an empty node with an anchor or a tag.</summary>
    public static int End(string text, int start)
    {
        var end = start;
        for (var i = start; i < text.Length;)
        {
            if (text[i] is '&' or '!') end = i = Word(text, i);
            else if (text[i] is ' ' or '\t') i++;
            else break;
        }

        return end;
    }

    private static int Word(string text, int i)
    {
        while (i < text.Length && text[i] is not (' ' or '\t' or '\r' or '\n' or ',' or ']' or '}')) i++;
        return i;
    }

    private static int LineEnd(string text, int i)
    {
        while (i < text.Length && text[i] is not ('\r' or '\n')) i++;
        return i;
    }
}
