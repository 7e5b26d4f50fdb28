namespace PromLauncher.Launch;

/// <summary>What <c>run</c> does when the newest configuration can't be fetched or is invalid.</summary>
public enum FailurePolicy
{
    /// <summary>Start from the newest good release of this location.</summary>
    LastGood,

    /// <summary>Exit with a code that says why.</summary>
    Fail,
}
