namespace PromLauncher.Config.Validation;

/// <summary>What is known of a field's value.</summary>
internal enum SlotState
{
    /// <summary>It was read.</summary>
    Read,

    /// <summary>It is null: the zero value for Prometheus.</summary>
    Null,

    /// <summary>It was refused and reported: no rule reports it again.</summary>
    Refused,
}
