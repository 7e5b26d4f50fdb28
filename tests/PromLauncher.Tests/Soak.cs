using System.Globalization;

namespace PromLauncher.Tests;

/// <summary>
/// How long tests with random input and soaks go on: <c>PROMLAUNCHER_SOAK</c> multiplies their rounds. 1, the default, keeps each of them below about
/// half a minute; <c>PROMLAUNCHER_SOAK=20 script/test -trait Category=Soak</c> looks for what shows late.
/// </summary>
internal static class Soak
{
    /// <summary>So many rounds, times the factor that was asked for.</summary>
    public static int Rounds(int rounds) =>
        (int)(rounds * (Environment.GetEnvironmentVariable("PROMLAUNCHER_SOAK") is { Length: > 0 } factor ? double.Parse(factor, CultureInfo.InvariantCulture) : 1));
}
