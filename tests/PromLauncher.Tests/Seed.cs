using System.Globalization;

namespace PromLauncher.Tests;

/// <summary>
/// The seed of tests with random input: always the same, so that a build fails for its own change alone. <c>PROMLAUNCHER_SEED=random</c> looks
/// for new faults, <c>PROMLAUNCHER_SEED=123</c> repeats one.
/// </summary>
internal static class Seed
{
    public static int Value => Environment.GetEnvironmentVariable("PROMLAUNCHER_SEED") switch
    {
        null or "" => 20_260_101,
        "random" => Random.Shared.Next(),
        var given => int.Parse(given, CultureInfo.InvariantCulture),
    };
}
