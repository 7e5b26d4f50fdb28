namespace PromLauncher.Config.Strict;

/// <summary>A section of a small file format: its fields and since when Prometheus knows them.</summary>
/// <param name="Name">How messages call it, such as <c>a rule</c>.</param>
/// <param name="Url">Where upstream documents it.</param>
/// <param name="Fields">Its fields.</param>
internal sealed record SectionSpec(string Name, string Url, params FieldSpec[] Fields)
{
    /// <summary>What to say of fields that belong elsewhere, by name. Fields of which the same is said have one cause: the first of them is told.</summary>
    public IReadOnlyDictionary<string, string> Foreign { get; init; } = new Dictionary<string, string>();
}

/// <summary>A field.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Major">First number of the release that brought it; 0 for "always".</param>
/// <param name="Minor">Second number.</param>
internal sealed record FieldSpec(string Name, int Major = 0, int Minor = 0)
{
    /// <summary>A field that every release has.</summary>
    public static implicit operator FieldSpec(string name) => new(name);
}
