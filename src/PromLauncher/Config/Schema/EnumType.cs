namespace PromLauncher.Config.Schema;

/// <summary>A closed list of words.</summary>
/// <param name="Name">Its name in the schema.</param>
/// <param name="Words">The words, with the releases that know them.</param>
/// <param name="IgnoresCase">True when case is ignored.</param>
/// <param name="IsLate">True when an empty text is accepted while the file is read; a rule may still refuse it.</param>
/// <param name="IsNumber">True when Go stores the word as a number.</param>
internal sealed record EnumType(string Name, IReadOnlyList<(string Word, VersionRange Versions)> Words, bool IgnoresCase, bool IsLate, bool IsNumber)
{
    /// <summary>The words that a release knows.</summary>
    public IEnumerable<string> For(PrometheusVersion version)
    {
        foreach (var (word, versions) in Words)
        {
            if (versions.Contains(version)) yield return word;
        }
    }
}
