namespace PromLauncher.Config.SigV4;

/// <summary>Hosts of Amazon Managed Service for Prometheus.</summary>
public static class AmpHost
{
    /// <summary>
    /// The region in a host name: <c>aps-workspaces[-fips].REGION.amazonaws.com[.cn]</c>, the dual-stack <c>….REGION.api.aws</c>
    /// (docs.aws.amazon.com/general/latest/gr/prometheus-service.html), and VPC endpoints, <c>vpce-….aps-workspaces.REGION.vpce.amazonaws.com</c>.
    /// Null for any other host.
    /// </summary>
    /// <param name="address">A URL, or a host with or without a port.</param>
    public static string? Region(string address)
    {
        var labels = Host(address).ToLowerInvariant().Split('.');
        for (var i = 0; i + 2 < labels.Length; i++)
        {
            if (labels[i] is not ("aps-workspaces" or "aps-workspaces-fips") || !IsRegion(labels[i + 1])) continue;
            var suffix = string.Join('.', labels[(i + 2)..]);
            var isPublic = suffix is "amazonaws.com" or "amazonaws.com.cn" or "api.aws" or "api.amazonwebservices.com.cn" && i == 0;
            var isEndpoint = suffix is "vpce.amazonaws.com" or "vpce.amazonaws.com.cn" && i == 1;
            return isPublic || isEndpoint ? labels[i + 1] : null;
        }

        return null;
    }

    private static string Host(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? address : address[(scheme + 3)..];
        var end = rest.AsSpan().IndexOfAny("/?#");
        if (end >= 0) rest = rest[..end];
        rest = rest[(rest.LastIndexOf('@') + 1)..];
        var colon = rest.LastIndexOf(':');
        return (colon < 0 ? rest : rest[..colon]).TrimEnd('.');
    }

    private static bool IsRegion(string label)
    {
        foreach (var c in label)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-') return false;
        }

        return label.Length > 0;
    }
}
