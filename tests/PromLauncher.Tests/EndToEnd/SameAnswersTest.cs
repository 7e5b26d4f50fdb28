using System.Diagnostics;
using PromLauncher.Cli;
using PromLauncher.Launch;
using PromLauncher.Tests.Config;
using PromLauncher.Tests.Config.Validation;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>
/// The published binary says of thousands of files what the code says that the other tests hold: nothing that it needs was left out of it. One text makes
/// every kind of check run.
/// </summary>
[Trait("Category", "Native")]
public sealed class SameAnswersTest : IDisposable
{
    private static readonly string[] Oracles = ["config.jsonl", "rules.jsonl", "targets-and-web.jsonl"];

    private readonly TestFolder _folder = new();

    [Theory]
    [InlineData("2.42")]
    [InlineData("3.14")]
    public async Task Of_every_text_the_binary_says_what_the_code_says(string version)
    {
        Assert.SkipUnless(File.Exists(Repository.Binary), "the native binary is not published");
        foreach (var oracle in Oracles)
        {
            foreach (var item in Oracle.Read(oracle).Cases) _folder.File($"{oracle}.{item.Line}.yml", item.Text);
        }

        foreach (var file in Directory.EnumerateFiles(ConfigCase.Folder, "*.txt"))
        {
            foreach (var item in ConfigCase.Read(Path.GetFileName(file))) _folder.File(item.Source.Replace(':', '.') + ".yml", item.Text);
        }

        string[] words = ["validate", "--offline", "--no-files", "--no-credential-files", "--format=json", "--max-objects=100000", "--prometheus-version=" + version, _folder.Path];
        var output = new StringWriter();
        var code = await CommandLine.RunAsync(words, new ProcessContext { Environment = static _ => null, Output = output, Error = TextWriter.Null });
        Assert.Equal((code, output.ToString()), await PublishedAsync(words));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<(int Code, string Output)> PublishedAsync(string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(Repository.Binary, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            var errors = process.StandardError.ReadToEndAsync(late.Token);
            var output = await process.StandardOutput.ReadToEndAsync(late.Token);
            await process.WaitForExitAsync(late.Token);
            await errors;
            return (process.ExitCode, output);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
