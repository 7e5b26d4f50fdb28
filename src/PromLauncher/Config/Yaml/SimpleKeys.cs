namespace PromLauncher.Config.Yaml;

/// <summary>
/// Where a key without <c>?</c> may have begun, for each level of flow collections: only the <c>:</c> behind it shows that it is one. A key is on one line and
/// at most 1,024 characters long (YAML 1.1, §9.3.2).
/// </summary>
internal sealed class SimpleKeys(TextCursor cursor)
{
    private const int Longest = 1024;
    private readonly List<Candidate> _levels = [default];

    /// <summary>How many flow collections are open.</summary>
    public int FlowLevel => _levels.Count - 1;

    /// <summary>True when a key may begin at the current position.</summary>
    public bool IsAllowed { get; set; } = true;

    /// <summary>A flow collection begins.</summary>
    /// <param name="number">The number of its first token.</param>
    public void Enter(int number) => _levels.Add(default(Candidate) with { Number = number });

    /// <summary>
    /// A flow collection ends; one that was never opened is the parser's to refuse. When nothing in it could be a key, go-yaml no longer waits for the
    /// <c>:</c> that would make the collection itself one: <c>{}: a</c> is not a mapping to it.
    /// </summary>
    public void Leave()
    {
        if (FlowLevel == 0) return;
        var left = _levels[^1].Number;
        _levels.RemoveAt(FlowLevel);
        if (_levels[^1].Number == left) _levels[^1] = _levels[^1] with { IsAwaited = false };
    }

    /// <summary>The next token may begin a key.</summary>
    /// <param name="number">The token's number.</param>
    /// <param name="isRequired">True when it can be nothing else: in block style at the column of the mapping's other keys.</param>
    /// <returns>The token's <see cref="Token.KeyLevel"/>.</returns>
    /// <exception cref="YamlSyntaxException">The candidate before it had to be a key.</exception>
    public int Save(int number, bool isRequired)
    {
        if (!IsAllowed) return 0;
        Remove();
        _levels[^1] = new(IsPossible: true, IsAwaited: true, isRequired, number, cursor.At, cursor.Line, cursor.Column);
        return _levels.Count;
    }

    /// <summary>What follows can't be the <c>:</c> of the candidate.</summary>
    /// <exception cref="YamlSyntaxException">The candidate had to be a key.</exception>
    public void Remove()
    {
        if (_levels[^1] is not { IsPossible: true } candidate) return;
        if (candidate.IsRequired) throw new YamlSyntaxException(SyntaxProblem.KeyWithoutColon, candidate.Start, cursor.At);
        _levels[^1] = candidate with { IsPossible = false };
    }

    /// <summary>The candidate of the current level, which turns out to be a key; null when there is none.</summary>
    /// <exception cref="YamlSyntaxException">There is one that had to be a key, and it ended without a <c>:</c>.</exception>
    public Candidate? Take()
    {
        if (!IsValid(FlowLevel)) return null;
        var taken = _levels[^1];
        _levels[^1] = taken with { IsPossible = false };
        return taken;
    }

    /// <summary>True while it is open whether a token begins a key.</summary>
    /// <exception cref="YamlSyntaxException">It had to, and the line has ended without a <c>:</c>.</exception>
    public bool IsOpen(in Token token, int number) =>
        token.KeyLevel > 0 && token.KeyLevel <= _levels.Count && _levels[token.KeyLevel - 1] is { IsAwaited: true } candidate && candidate.Number == number && IsValid(token.KeyLevel - 1);

    private bool IsValid(int level)
    {
        var candidate = _levels[level];
        if (!candidate.IsPossible) return false;
        var isOnLine = candidate.Line == cursor.Line;
        if (isOnLine && !IsTooLong(candidate.Start)) return true;
        if (candidate.IsRequired) throw new YamlSyntaxException(isOnLine ? SyntaxProblem.KeyTooLong : SyntaxProblem.KeyWithoutColon, candidate.Start, cursor.At);
        _levels[level] = candidate with { IsPossible = false };
        return false;
    }

    private bool IsTooLong(int start)
    {
        if (cursor.At - start <= Longest) return false;
        var characters = 0;
        foreach (var c in cursor.Text.AsSpan(start, Math.Min(cursor.At - start, 2 * Longest + 1)))
        {
            if (!char.IsLowSurrogate(c)) characters++;
        }

        return characters > Longest;
    }

    /// <summary>Where a key may begin.</summary>
    /// <param name="IsPossible">False when there is none.</param>
    /// <param name="IsAwaited">True while its first token is held back until it is known whether it is one.</param>
    /// <param name="IsRequired">True when it has to be a key.</param>
    /// <param name="Number">The number of its first token.</param>
    /// <param name="Start">Offset of its first character.</param>
    /// <param name="Line">Its line, counted from 0.</param>
    /// <param name="Column">Its column, counted from 0.</param>
    internal readonly record struct Candidate(bool IsPossible, bool IsAwaited, bool IsRequired, int Number, int Start, int Line, int Column);
}
