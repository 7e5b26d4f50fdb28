namespace PromLauncher.Config.Regex;

/// <summary>The counts of a repeat.</summary>
/// <param name="Min">At least.</param>
/// <param name="Max">At most; -1 without a limit.</param>
/// <param name="Counted">True when written with braces: only then do RE2's limits apply.</param>
internal readonly record struct Re2Counts(int Min, int Max, bool Counted)
{
    /// <summary>RE2's maximum, for one repeat and for the product of nested ones.</summary>
    public const int Limit = 1000;

    /// <summary>True when RE2 refuses the numbers themselves.</summary>
    public bool IsOutOfRange => Min < 0 || Min > Limit || Max > Limit || (Max >= 0 && Min > Max);
}
