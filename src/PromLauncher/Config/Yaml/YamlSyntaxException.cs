namespace PromLauncher.Config.Yaml;

/// <summary>Thrown for a text that is not valid YAML.</summary>
/// <param name="problem">What is wrong.</param>
/// <param name="start">Offset where what can't be read begins.</param>
/// <param name="end">Offset where the problem was noticed.</param>
/// <param name="found">The token that isn't allowed, if it is one.</param>
internal sealed class YamlSyntaxException(SyntaxProblem problem, int start, int end, TokenKind found = TokenKind.None) : Exception(problem.ToString())
{
    /// <summary>What is wrong.</summary>
    public SyntaxProblem Problem => problem;

    /// <summary>Offset where what can't be read begins.</summary>
    public int Start => start;

    /// <summary>Offset where the problem was noticed.</summary>
    public int End => end;

    /// <summary>The token that isn't allowed, or none.</summary>
    public TokenKind Found => found;
}
