namespace PromLauncher.Config.Regex;

/// <summary>How often something is repeated.</summary>
/// <param name="Min">At least.</param>
/// <param name="Max">At most; -1 without a limit.</param>
/// <param name="Counted">True when written with braces: only then do RE2's limits count it.</param>
internal readonly record struct Re2Counts(int Min, int Max, bool Counted)
{
    /// <summary>The most that RE2 takes, for one repeat and for the product of nested ones.</summary>
    public const int Limit = 1000;

    /// <summary>True when RE2 refuses the numbers as they stand.</summary>
    public bool IsOutOfRange => Min < 0 || Min > Limit || Max > Limit || (Max >= 0 && Min > Max);
}
