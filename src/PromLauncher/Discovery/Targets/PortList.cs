namespace PromLauncher.Discovery.Targets;

/// <summary>Reads the value of a port label: a port, a list of ports, or ports with paths (<c>8080:/metrics,9106:/internal/metrics</c>).</summary>
public static class PortList
{
    /// <summary>Reads it.</summary>
    /// <param name="text">The label's value.</param>
    /// <param name="found">Takes the ports, each with its path when it has one.</param>
    /// <returns>The first entry that is not a valid port, or null.</returns>
    public static string? Read(string text, List<WantedPort> found)
    {
        string? fault = null;
        foreach (var range in text.AsSpan().Split(','))
        {
            var entry = text.AsSpan()[range].Trim();
            var colon = entry.IndexOf(':');
            var number = colon < 0 ? entry : entry[..colon].TrimEnd();
            var path = colon < 0 ? [] : entry[(colon + 1)..].TrimStart();
            if (TryParsePort(number, out var port) && (colon < 0 || path.StartsWith('/'))) found.Add(new WantedPort(port, colon < 0 ? null : path.ToString()));
            else fault ??= entry.ToString();
        }

        return fault;
    }

    /// <summary>Reads a port, 1 to 65535; a plus sign and leading zeros are accepted, as by Go's strconv.Atoi.</summary>
    public static bool TryParsePort(ReadOnlySpan<char> text, out int port) =>
        int.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65535;
}
