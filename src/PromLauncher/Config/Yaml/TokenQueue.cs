namespace PromLauncher.Config.Yaml;

/// <summary>Tokens that were scanned and not yet taken. They have consecutive numbers, counted from the first token of the text.</summary>
internal sealed class TokenQueue
{
    private Token[] _tokens = new Token[32];
    private int _head;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The number of the first.</summary>
    public int FirstNumber { get; private set; }

    /// <summary>The number of the next one that is added.</summary>
    public int NextNumber => FirstNumber + Count;

    /// <summary>The first.</summary>
    public ref readonly Token First => ref _tokens[_head];

    /// <summary>The last.</summary>
    public ref readonly Token Last => ref _tokens[_head + Count - 1];

    /// <summary>Removes the first.</summary>
    public void RemoveFirst()
    {
        FirstNumber++;
        Count--;
        _head = Count == 0 ? 0 : _head + 1;
    }

    /// <summary>Adds one behind the last.</summary>
    public void Add(in Token token)
    {
        MakeRoom();
        _tokens[_head + Count++] = token;
    }

    /// <summary>Adds one before the token that has this number, or behind the last when that has been removed.</summary>
    public void Insert(int number, in Token token)
    {
        if (number < FirstNumber) number = NextNumber;
        MakeRoom();
        var at = _head + number - FirstNumber;
        Array.Copy(_tokens, at, _tokens, at + 1, _head + Count - at);
        _tokens[at] = token;
        Count++;
    }

    private void MakeRoom()
    {
        if (_head + Count < _tokens.Length) return;
        var tokens = Count > _tokens.Length / 2 ? new Token[_tokens.Length * 2] : _tokens;
        Array.Copy(_tokens, _head, tokens, 0, Count);
        (_tokens, _head) = (tokens, 0);
    }
}
