using System.Globalization;
using System.Runtime.InteropServices;

namespace PromLauncher.Bench;

/// <summary>Where it was measured, and what.</summary>
internal static class Machine
{
    /// <summary>Tells it in a few lines of Markdown.</summary>
    public static string Describe(string binary, IReadOnlyDictionary<string, string?> environment)
    {
        string Version(string program, params string[] words) => Measured.Exists(program) || File.Exists(program)
            ? FirstLine(Measured.Run(environment, [program, .. words]).Output)
            : $"no {program}";
        var memory = long.Parse(File.ReadLines("/proc/meminfo").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"""
            - {DateTime.UtcNow:yyyy-MM-dd}; {Environment.ProcessorCount} cores of {Model()}, {memory / 1048576.0:0.0} GiB; Linux {Release()}, {Distribution()}
            - {Version(binary, "--version")}, .NET {Environment.Version}, {Version("openssl", "version")}
            - beside it: {Version("promtool", "--version")}; {Version("/usr/bin/aws", "--version").Split(' ')[0]}; {Version("curl", "--version")}

            """);
    }

    private static string FirstLine(string text) => text.Split('\n')[0].Split(" (")[0].Trim();

    private static string Model() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string Release() => File.ReadAllText("/proc/sys/kernel/osrelease").Split('-')[0].Trim();

    private static string Distribution() =>
        File.ReadLines("/etc/os-release").FirstOrDefault(static line => line.StartsWith("PRETTY_NAME=", StringComparison.Ordinal))?.Split('=')[1].Trim('"') ?? "";
}
