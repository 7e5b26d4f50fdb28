using System.Diagnostics;
using System.Text.RegularExpressions;
using Amazon.S3;
using Amazon.S3.Model;
using PromLauncher.Aws;
using PromLauncher.Tests.Aws;

namespace PromLauncher.Tests.Sources;

/// <summary>
/// s3rver, an S3 server written by others (it checks access keys, not SigV4 signatures): installed from tests/s3rver's lock
/// file into artifacts/s3rver, once.
/// </summary>
public sealed partial class S3Rver : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("promlauncher-s3rver-").FullName;
    private Process? _process;

    /// <summary>Why it could not be started, or null.</summary>
    public string? Missing { get; private set; }

    public string Url { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var home = Path.Combine(Repository.Root, "artifacts", "s3rver");
        var script = Path.Combine(home, "node_modules", "s3rver", "bin", "s3rver.js");
        try
        {
            if (!File.Exists(script))
            {
                Directory.CreateDirectory(home);
                foreach (var name in (string[])["package.json", "package-lock.json"])
                    File.Copy(Path.Combine(Repository.Root, "tests", "s3rver", name), Path.Combine(home, name), overwrite: true);
                using var install = Start("npm", home, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
                await install.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(2));
                await install.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
                if (install.ExitCode != 0)
                {
                    Missing = "npm ci failed: " + await install.StandardError.ReadToEndAsync();
                    return;
                }
            }

            _process = Start("node", _data, script, "-d", _data, "-a", "127.0.0.1", "-p", "0", "--configure-bucket", "configs");
            while (await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is { } line)
            {
                if (Listening().Match(line) is not { Success: true } match) continue;
                Url = $"http://127.0.0.1:{match.Groups[1].Value}";
                _ = _process.StandardOutput.ReadToEndAsync();
                return;
            }

            Missing = "s3rver did not start: " + await _process.StandardError.ReadToEndAsync();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            Missing = "npm and node are needed: " + e.Message;
        }
    }

    /// <summary>A context that signs with the keys that s3rver knows, and more variables.</summary>
    public AwsContext Context(params (string Name, string Value)[] more)
    {
        if (Missing is not null) Assert.Skip(Missing);
        return TestAws.With(
            [("AWS_ACCESS_KEY_ID", "S3RVER"), ("AWS_SECRET_ACCESS_KEY", "S3RVER"), ("AWS_REGION", "us-east-1"), ("AWS_ENDPOINT_URL_S3", Url), .. more]).Build();
    }

    public async Task PutAsync(string key, string text)
    {
        using var aws = Context();
        using var client = aws.CreateS3("us-east-1");
        await client.PutObjectAsync(new PutObjectRequest { BucketName = "configs", Key = key, ContentBody = text, UseChunkEncoding = false });
    }

    public async Task DeleteAsync(string key)
    {
        using var aws = Context();
        using var client = aws.CreateS3("us-east-1");
        await client.DeleteObjectAsync("configs", key);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            if (!_process.HasExited) _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        Directory.Delete(_data, recursive: true);
    }

    private static Process Start(string program, string folder, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;

    [GeneratedRegex(@"listening on .*:(\d+)")]
    private static partial Regex Listening();
}
