using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>Values for placeholders that the command line gives.</summary>
/// <param name="Set">Of <c>--set</c>; they win over the environment.</param>
/// <param name="FromFiles">Of <c>--env-file</c>; the environment wins over them.</param>
internal sealed record GivenVariables(IReadOnlyDictionary<string, string> Set, IReadOnlyDictionary<string, string> FromFiles)
{
    /// <exception cref="FailureException">An entry is not <c>NAME=VALUE</c>, or a file can't be read.</exception>
    public static GivenVariables Read(FetchOptions options)
    {
        var set = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in options.Set)
        {
            var equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw new FailureException(FailureKind.Usage, "--set: an entry is not NAME=VALUE", "write --set NAME=VALUE");
            set[entry[..equals]] = entry[(equals + 1)..];
        }

        return new GivenVariables(set, new Dictionary<string, string>());
    }
}
