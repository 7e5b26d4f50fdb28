namespace PromLauncher.Aws;

/// <summary>The shared configuration and credentials files (https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html).</summary>
internal static class ProfileFiles
{
    /// <summary>True when there is one: only then is it worth loading profiles with the SDK.</summary>
    public static bool Exist(AwsOptions options) => Paths(options).Any(File.Exists);

    /// <summary>The profile's name.</summary>
    public static string Profile(AwsOptions options) => options.Variable("AWS_PROFILE") ?? "default";

    private static IEnumerable<string> Paths(AwsOptions options)
    {
        var home = options.Variable("HOME");
        if ((options.Variable("AWS_SHARED_CREDENTIALS_FILE") ?? In(home, "credentials")) is { } credentials) yield return credentials;
        if ((options.Variable("AWS_CONFIG_FILE") ?? In(home, "config")) is { } config) yield return config;
    }

    private static string? In(string? home, string name) => home is null ? null : Path.Combine(home, ".aws", name);
}
