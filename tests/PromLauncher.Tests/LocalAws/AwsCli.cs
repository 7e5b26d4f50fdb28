using System.Diagnostics;
using PromLauncher.LocalAws;
using PromLauncher.LocalAws.Identity;

namespace PromLauncher.Tests.LocalAws;

/// <summary>Debian's own <c>aws</c>: a client that we have not written, with an environment that holds nothing of this machine's.</summary>
internal sealed class AwsCli(LocalAwsServer server, Principal principal)
{
    private const string Program = "/usr/bin/aws";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>The region that it signs for.</summary>
    public string Region { get; init; } = "eu-west-1";

    /// <summary>False where the program is not installed.</summary>
    public static bool IsInstalled => File.Exists(Program);

    /// <summary>Runs it; its output, or what it says of an error, and its exit code.</summary>
    public async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        Assert.SkipUnless(IsInstalled, "awscli is not installed");
        var start = new ProcessStartInfo(Program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["--endpoint-url", server.Endpoint.GetLeftPart(UriPartial.Authority), "--output", "json", "--no-cli-pager", .. arguments])
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        start.Environment["HOME"] = "/nonexistent";
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["AWS_REGION"] = start.Environment["AWS_DEFAULT_REGION"] = Region;
        start.Environment["AWS_ACCESS_KEY_ID"] = principal.AccessKeyId;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = principal.SecretAccessKey;
        start.Environment["AWS_MAX_ATTEMPTS"] = "2";
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        if (principal.SessionToken is { } token) start.Environment["AWS_SESSION_TOKEN"] = token;

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        using var process = Process.Start(start)!;
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Runs it and reads its JSON.</summary>
    public async Task<System.Text.Json.Nodes.JsonNode> JsonAsync(params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);
        Assert.True(code == 0, $"aws {string.Join(' ', arguments)} ended with {code}: {error}");
        return System.Text.Json.Nodes.JsonNode.Parse(output)!;
    }

    /// <summary>Runs it and says why it failed.</summary>
    public async Task<string> RefusedAsync(params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);
        Assert.True(code != 0, $"aws {string.Join(' ', arguments)} was not refused: {output}");
        return error.Trim();
    }
}
