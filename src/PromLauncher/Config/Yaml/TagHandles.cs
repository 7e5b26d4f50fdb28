namespace PromLauncher.Config.Yaml;

/// <summary>The handles of tags and their prefixes: YAML's own, and those that a document declares.</summary>
internal sealed class TagHandles
{
    private readonly Dictionary<string, string> _prefixes = new(StringComparer.Ordinal);
    private bool _hasVersion;

    /// <summary>The <c>%YAML</c> directive of another version than 1.1; or null.</summary>
    public Token? OtherVersion { get; private set; }

    /// <summary>Reads the directives before a document.</summary>
    /// <exception cref="YamlSyntaxException">One is repeated.</exception>
    public void Read(Scanner scanner)
    {
        while (scanner.Peek() is { Kind: TokenKind.VersionDirective or TokenKind.TagDirective } token)
        {
            if (token.Kind == TokenKind.TagDirective ? !_prefixes.TryAdd(token.Text!, token.Suffix!) : _hasVersion) throw new YamlSyntaxException(SyntaxProblem.InvalidDirective, token.Start, token.End);
            if (token.Kind == TokenKind.VersionDirective)
            {
                _hasVersion = true;
                if (token.Text is not ("1.1" or "01.1" or "1.01" or "01.01")) OtherVersion = token;
            }

            scanner.Take();
        }
    }

    /// <summary>A tag with its prefix written out.</summary>
    /// <exception cref="YamlSyntaxException">Its handle was not declared.</exception>
    public string Resolve(in Token tag) => tag.Text switch
    {
        "" => tag.Suffix!,
        { } handle when _prefixes.TryGetValue(handle, out var prefix) => prefix + tag.Suffix,
        "!" => "!" + tag.Suffix,
        "!!" => "tag:yaml.org,2002:" + tag.Suffix,
        _ => throw new YamlSyntaxException(SyntaxProblem.UndefinedTagHandle, tag.Start, tag.End),
    };
}
