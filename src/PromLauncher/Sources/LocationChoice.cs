using PromLauncher.Telemetry;

namespace PromLauncher.Sources;

/// <summary>A location that was taken from the environment because the command line names none.</summary>
/// <param name="Location">The location.</param>
/// <param name="Variable">The variable that named it.</param>
public sealed record LocationChoice(Location Location, string Variable)
{
    /// <summary>
    /// The variable of tkgregory/prometheus-with-remote-configuration, which accepted plain http silently: such a
    /// location is allowed without <c>--allow-http</c>, with a warning.
    /// </summary>
    public const string OlderVariable = "CONFIG_LOCATION";

    /// <summary>The variable whose value is the configuration itself.</summary>
    public const string ContentVariable = "PROMETHEUS_CONFIG_CONTENT";

    /// <summary>The variables that may hold a location; the first one that is set wins.</summary>
    public static IReadOnlyList<string> Variables { get; } =
        ["PROMLAUNCHER_LOCATION", "S3_CONFIG_LOCATION", OlderVariable, ContentVariable];

    /// <summary>True when plain http is used with a warning rather than refused.</summary>
    public bool AllowsHttpWithWarning => Variable == OlderVariable && Location is HttpLocation { IsEncrypted: false };

    /// <summary>The location that the environment names; an empty variable counts as unset.</summary>
    /// <param name="lookup">Gives a variable's value, or null.</param>
    /// <returns>The choice, or null when none of the variables is set.</returns>
    /// <exception cref="FailureException">The first one that is set holds no valid location (usage); names the variable.</exception>
    public static LocationChoice? FromEnvironment(Func<string, string?> lookup)
    {
        foreach (var variable in Variables)
        {
            if (lookup(variable) is not { Length: > 0 } value) continue;
            if (variable == ContentVariable) return new LocationChoice(new EnvironmentLocation(variable), variable);
            try
            {
                return new LocationChoice(Location.Parse(value), variable);
            }
            catch (FailureException e)
            {
                throw new FailureException(e.Kind, $"{variable}: {e.Message}", e.Help, e);
            }
        }

        return null;
    }
}
