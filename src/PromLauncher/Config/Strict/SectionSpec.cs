namespace PromLauncher.Config.Strict;

/// <summary>A section of a small file format: its fields and the releases that introduced them.</summary>
/// <param name="Name">Its name in messages, such as <c>a rule</c>.</param>
/// <param name="Url">Where upstream documents it.</param>
/// <param name="Fields">Its fields.</param>
internal sealed record SectionSpec(string Name, string Url, params FieldSpec[] Fields)
{
    /// <summary>Hints for fields that belong elsewhere, by name. Fields with the same hint have one cause: only the first is reported.</summary>
    public IReadOnlyDictionary<string, string> Foreign { get; init; } = new Dictionary<string, string>();
}

/// <summary>A field.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Major">Major version of the release that introduced it; 0 for "always".</param>
/// <param name="Minor">Minor version of that release.</param>
internal sealed record FieldSpec(string Name, int Major = 0, int Minor = 0)
{
    /// <summary>A field that every release has.</summary>
    public static implicit operator FieldSpec(string name) => new(name);
}
