using PromLauncher.Aws;

namespace PromLauncher.Sources;

/// <summary>Which redirects are followed: the server chooses the target, not the operator.</summary>
internal static class Redirect
{
    private const int Most = 5;

    /// <summary>Why a redirect is not followed, or null when it is.</summary>
    /// <param name="location">What the operator named.</param>
    /// <param name="from">Who redirects.</param>
    /// <param name="to">Where to.</param>
    /// <param name="number">Counts from 1.</param>
    public static string? Refusal(Uri location, Uri from, Uri to, int number)
    {
        if (number > Most) return $"it redirects more than {Most} times";
        if (to.Scheme != Uri.UriSchemeHttps && to.Scheme != Uri.UriSchemeHttp) return $"it redirects to {to.Scheme}:";
        if (from.Scheme == Uri.UriSchemeHttps && to.Scheme != Uri.UriSchemeHttps) return "it redirects from https to http";
        return LocalAddress.Is(to.Host) && !LocalAddress.Is(location.Host) ? $"it redirects to {to.Host}, which is an address of this host or its link" : null;
    }
}
