using System.Globalization;

namespace PromLauncher.Config.Validation.Rules;

/// <summary>
/// Checks a Kubernetes label selector: <c>a=b,c!=d,e in (f,g),h notin (i),j,!k,l>1</c>.
/// Sources: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors, and Parse of
/// https://pkg.go.dev/k8s.io/apimachinery/pkg/labels.
/// </summary>
internal ref struct LabelSelectorParser
{
    private ReadOnlySpan<char> _rest;

    private LabelSelectorParser(ReadOnlySpan<char> text) => _rest = text;

    /// <summary>What is wrong with it, or null.</summary>
    public static string? Fault(string text) => new LabelSelectorParser(text).Read();

    private string? Read()
    {
        while (true)
        {
            Blanks();
            if (_rest.IsEmpty) return null;
            if (Requirement() is { } fault) return fault;
            Blanks();
            if (_rest.IsEmpty) return null;
            if (_rest[0] != ',') return $"\"{Runes.Shortened(_rest)}\" is not expected there";
            _rest = _rest[1..];
            Blanks();
            if (_rest.IsEmpty) return "a requirement is missing after the last ','";
        }
    }

    private string? Requirement()
    {
        var negated = Take("!");
        Blanks();
        var key = Word();
        if (key.IsEmpty) return "the name of a label is missing";
        if (!IsKey(key)) return $"\"{Runes.Shortened(key)}\" is not a valid label name";
        Blanks();
        if (negated || _rest.IsEmpty || _rest[0] == ',') return null;
        if (Take("==") || Take("!=") || Take("=")) return Value();
        if (Take(">") || Take("<")) return Number();
        var word = Word();
        return word is "in" or "notin" ? Set() : $"\"{Runes.Shortened(word)}\" is not an operator";
    }

    private string? Value()
    {
        Blanks();
        var value = Word();
        return IsValue(value) ? null : $"\"{Runes.Shortened(value)}\" is not a valid label value";
    }

    private string? Number()
    {
        Blanks();
        var value = Word();
        // It must be a label value, too: without a sign.
        return IsValue(value) && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? null : $"\"{Runes.Shortened(value)}\" is not a number";
    }

    private string? Set()
    {
        Blanks();
        if (!Take("(")) return "a '(' is missing after in or notin";
        while (true)
        {
            if (Value() is { } fault) return fault;
            Blanks();
            if (Take(")")) return null;
            if (!Take(",")) return "a ')' is missing";
        }
    }

    private static bool IsKey(ReadOnlySpan<char> key)
    {
        var slash = key.IndexOf('/');
        if (slash >= 0)
        {
            if (!IsDomain(key[..slash])) return false;
            key = key[(slash + 1)..];
        }

        return !key.IsEmpty && IsValue(key);
    }

    /// <summary>A DNS subdomain as in RFC 1123, in lower case; its labels may have any length.</summary>
    private static bool IsDomain(ReadOnlySpan<char> text)
    {
        if (text.Length > 253) return false;
        foreach (var range in text.Split('.'))
        {
            var label = text[range];
            if (label.IsEmpty || label[0] == '-' || label[^1] == '-') return false;
            foreach (var c in label)
            {
                if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-') return false;
            }
        }

        return true;
    }

    private static bool IsValue(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty) return true;
        if (value.Length > 63 || !char.IsAsciiLetterOrDigit(value[0]) || !char.IsAsciiLetterOrDigit(value[^1])) return false;
        foreach (var c in value)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')) return false;
        }

        return true;
    }

    private ReadOnlySpan<char> Word()
    {
        var end = 0;
        while (end < _rest.Length && _rest[end] is not (' ' or '\t' or '\r' or '\n' or '=' or '!' or '(' or ')' or ',' or '>' or '<')) end++;
        var word = _rest[..end];
        _rest = _rest[end..];
        return word;
    }

    private bool Take(string text)
    {
        if (!_rest.StartsWith(text)) return false;
        _rest = _rest[text.Length..];
        return true;
    }

    private void Blanks() => _rest = _rest.TrimStart(" \t\r\n");
}
