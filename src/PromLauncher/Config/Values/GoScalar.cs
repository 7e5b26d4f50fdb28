using PromLauncher.Config.Document;

namespace PromLauncher.Config.Values;

/// <summary>
/// A scalar as Prometheus's YAML library resolves it. The configuration is read by go-yaml v2: YAML 1.1 words for booleans,
/// underscores in numbers, <c>0o14</c> and <c>014</c> octal, no base 60. Source: resolve.go and decode.go of go-yaml v2.4.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Int">The number when <see cref="ScalarKind.Int"/> (1 for true when <see cref="ScalarKind.Bool"/>).</param>
/// <param name="Float">The number when it is one.</param>
internal readonly record struct GoScalar(ScalarKind Kind, long Int = 0, double Float = 0)
{
    private const string Prefix = "tag:yaml.org,2002:";

    /// <summary>True for any number.</summary>
    public bool IsNumber => Kind is ScalarKind.Int or ScalarKind.UInt or ScalarKind.Float;

    /// <summary>True for a merge key, <c>&lt;&lt;</c>.</summary>
    public static bool IsMerge(Node node) =>
        node is ScalarNode { Value: "<<" } scalar && (scalar.Tag is null ? scalar.Style == ScalarStyle.Plain : scalar.Tag == Prefix + "merge");

    /// <summary>
    /// True where go-yaml never calls the field's own unmarshaler: such a value leaves a list, a pointer or a section empty.
    /// This includes a quoted <c>"null"</c>, but not a plain <c>NULL</c>.
    /// </summary>
    public static bool SkipsReader(Node node) =>
        node.Tag == Prefix + "null"
        || node is ScalarNode { Tag: null } scalar && (scalar.Value is "null" or "~" || scalar.Value.Length == 0 && scalar.Style == ScalarStyle.Plain);

    /// <summary>
    /// True for null, and for an alias of it: both of go-yaml's versions follow an alias before they look at a value. Called far more often than
    /// <see cref="Of"/>.
    /// </summary>
    public static bool IsNull(Node node) =>
        node.Resolve() is ScalarNode scalar && (scalar.IsNull() || scalar.Tag == Prefix + "null" && Of(scalar).Kind == ScalarKind.Null);

    /// <summary>Resolves a scalar.</summary>
    public static GoScalar Of(ScalarNode node)
    {
        if (node.Tag is null) return node.Style == ScalarStyle.Plain ? Plain(node.Value, timestamps: true) : new(ScalarKind.String);
        return node.Tag switch
        {
            Prefix + "str" or "!" => new(ScalarKind.String),
            Prefix + "bool" => Expect(node.Value, ScalarKind.Bool),
            Prefix + "int" => Expect(node.Value, ScalarKind.Int),
            Prefix + "float" => Expect(node.Value, ScalarKind.Float),
            Prefix + "null" => Expect(node.Value, ScalarKind.Null),
            // Base64 has been decoded before, and is a text here.
            BinaryText.Tag => new(ScalarKind.Contradiction),
            Prefix + "timestamp" => Expect(node.Value, ScalarKind.Timestamp),
            _ => new(ScalarKind.Tagged),
        };
    }

    private static GoScalar Expect(string text, ScalarKind kind)
    {
        var found = Plain(text, kind == ScalarKind.Timestamp);
        if (found.Kind == kind || kind == ScalarKind.Int && found.Kind == ScalarKind.UInt) return found;
        return kind == ScalarKind.Float && found.Kind == ScalarKind.Int ? found with { Kind = ScalarKind.Float } : new(ScalarKind.Contradiction);
    }

    private static GoScalar Plain(string text, bool timestamps)
    {
        if (text.Length == 0) return new(ScalarKind.Null);
        switch (text[0])
        {
            case 'y' or 'Y' or 'n' or 'N' or 't' or 'T' or 'f' or 'F' or 'o' or 'O' or '~':
                return Word(text);
            case '.':
                return Special(text) ?? (GoNumber.TryParseFloat(GoNumber.WithoutSeparators(text), out var fraction) ? new(ScalarKind.Float, 0, fraction) : new(ScalarKind.String));
            case '+' or '-' or (>= '0' and <= '9'):
                return Special(text) ?? Number(text, timestamps);
            default:
                return new(ScalarKind.String);
        }
    }

    private static GoScalar Word(string text) => text switch
    {
        "~" or "null" or "Null" or "NULL" => new(ScalarKind.Null),
        "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => new(ScalarKind.Bool, 1),
        "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => new(ScalarKind.Bool),
        _ => new(ScalarKind.String),
    };

    private static GoScalar? Special(string text) => text switch
    {
        ".nan" or ".NaN" or ".NAN" => new(ScalarKind.Float, 0, double.NaN),
        ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" => new(ScalarKind.Float, 0, double.PositiveInfinity),
        "-.inf" or "-.Inf" or "-.INF" => new(ScalarKind.Float, 0, double.NegativeInfinity),
        _ => null,
    };

    private static GoScalar Number(string text, bool timestamps)
    {
        if (timestamps && GoTimestamp.Matches(text)) return new(ScalarKind.Timestamp);
        var plain = text.Contains('_') ? text.Replace("_", "", StringComparison.Ordinal) : text;
        if (GoNumber.TryParseInt(plain, out var number)) return new(ScalarKind.Int, number, number);
        if (GoNumber.TryParseUInt(plain, out var unsigned)) return new(ScalarKind.UInt, 0, unsigned);
        // go-yaml reads what follows 0b by itself, so that a sign may stand there.
        if (plain is ['0', 'b', '-' or '+', '0' or '1', ..] && GoNumber.TryParseInt($"{plain[2]}0b{plain[3..]}", out var binary))
            return new(ScalarKind.Int, binary, binary);
        return GoNumber.LooksLikeFloat(plain) && GoNumber.TryParseFloat(plain, out var value)
            ? new(ScalarKind.Float, 0, value)
            : new(ScalarKind.String);
    }
}
