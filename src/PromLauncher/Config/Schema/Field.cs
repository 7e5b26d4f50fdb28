namespace PromLauncher.Config.Schema;

/// <summary>A field of a section.</summary>
/// <param name="Name">Its key in the file.</param>
/// <param name="Type">Its type.</param>
/// <param name="Versions">The releases that have it.</param>
/// <param name="Default">Its value when the file doesn't set it, as written in the schema; null for the zero value of its type.</param>
internal sealed record Field(string Name, FieldType Type, VersionRange Versions, string? Default)
{
    /// <summary>The section that declares it; another one when it was included.</summary>
    public required string Owner { get; init; }
}
