using PromLauncher.Config.Document;
using PromLauncher.Config.Schema;

namespace PromLauncher.Config.Validation;

/// <summary>A field that is set in the file.</summary>
internal sealed class Slot
{
    /// <summary>Which field.</summary>
    public required Field Field { get; init; }

    /// <summary>Its key.</summary>
    public required Node Key { get; set; }

    /// <summary>Its value, aliases followed.</summary>
    public required Node Value { get; set; }

    /// <summary>Where the value is; for an alias its own position.</summary>
    public required Node Place { get; set; }

    /// <summary>What is known of it.</summary>
    public SlotState State { get; set; }

    /// <summary>The section, or the list of sections, that it was read into.</summary>
    public object? Content { get; set; }

    /// <summary>The mapping that set it last: the same one twice means a repeated key.</summary>
    public int Visit { get; set; }
}
