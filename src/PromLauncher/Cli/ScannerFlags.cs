using PromLauncher.Telemetry;

namespace PromLauncher.Cli;

/// <summary>
/// The flags of teralytics/prometheus-ecs-discovery as Go's flag package reads them (https://pkg.go.dev/flag#hdr-Command_line_flag_syntax): one dash or
/// two, <c>-flag=value</c> or <c>-flag value</c>, a boolean alone or after <c>=</c>. Each is translated to ours before the command line is parsed.
/// </summary>
internal static class ScannerFlags
{
    private const string Prefix = "config.";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["cluster"] = "--cluster",
        ["write-to"] = "--write-to",
        ["scrape-interval"] = "--interval",
        ["scrape-times"] = "--times",
        ["role-arn"] = "--role-arn",
        ["port-label"] = "--port-label",
        ["path-label"] = "--path-label",
        ["scheme-label"] = "--scheme-label",
        ["server-name-label"] = "--server-name-label",
        ["job-name-label"] = "--job-name-label",
        ["filter-label"] = "--filter-label",
        ["dynamic-port-detection"] = "--dynamic-port-detection",
    };

    /// <summary>Rewrites the arguments after <c>discover</c>; anything that is not one of these flags stays as it is.</summary>
    /// <exception cref="FailureException">A flag is unknown or has no value: usage.</exception>
    public static List<string> Rewrite(IReadOnlyList<string> words)
    {
        var rewritten = new List<string>(words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var flag = word.StartsWith("--", StringComparison.Ordinal) ? word[2..] : word.StartsWith('-') ? word[1..] : "";
            if (word is "-help")
            {
                rewritten.Add("--help");
            }
            else if (!flag.StartsWith(Prefix, StringComparison.Ordinal))
            {
                rewritten.Add(word);
            }
            else
            {
                var equals = flag.IndexOf('=');
                var name = (equals < 0 ? flag : flag[..equals])[Prefix.Length..];
                if (!Names.TryGetValue(name, out var ours))
                    throw Usage($"the flag -{Prefix}{name} is unknown; the flags are {string.Join(", ", Names.Keys.Select(static known => $"-{Prefix}{known}"))}");
                if (name == "dynamic-port-detection") rewritten.Add($"{ours}={(equals < 0 || Truth(flag[(equals + 1)..]) ? "true" : "false")}");
                else if (equals < 0 && i + 1 == words.Count) throw Usage($"the flag -{Prefix}{name} has no value");
                else Add(rewritten, ours, equals < 0 ? words[++i] : flag[(equals + 1)..]);
            }
        }

        return rewritten;
    }

    private static void Add(List<string> rewritten, string ours, string value)
    {
        // Go takes the last value of a repeated flag; our cluster and port label options would accumulate.
        rewritten.RemoveAll(earlier => earlier.StartsWith(ours + "=", StringComparison.Ordinal));

        // prometheus-ecs-discovery scans forever for any negative number, too.
        if (ours == "--times" && value.StartsWith('-') && int.TryParse(value, out _)) value = "0";

        // An empty value is the same as the default: all clusters, no role, no filter.
        if (value.Length > 0) rewritten.Add($"{ours}={value}");
    }

    /// <summary>The values that Go's strconv.ParseBool accepts.</summary>
    private static bool Truth(string text) => text switch
    {
        "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => throw Usage($"-{Prefix}dynamic-port-detection: '{text}' must be true or false"),
    };

    private static FailureException Usage(string message) => new(FailureKind.Usage, message, "'promlauncher discover --help' lists the options");
}
