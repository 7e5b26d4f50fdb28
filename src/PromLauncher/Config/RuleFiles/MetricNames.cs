namespace PromLauncher.Config.RuleFiles;

/// <summary>Names of metrics.</summary>
internal static class MetricNames
{
    /// <summary><c>[a-zA-Z_:][a-zA-Z0-9_:]*</c>: the only names before Prometheus 3.0.</summary>
    public static bool IsLegacy(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || char.IsAsciiDigit(name[0])) return false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or ':')) return false;
        }

        return true;
    }
}
