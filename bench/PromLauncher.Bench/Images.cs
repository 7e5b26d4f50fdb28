using System.Diagnostics;
using System.Formats.Tar;
using System.Globalization;

namespace PromLauncher.Bench;

/// <summary>The sizes of both images, unpacked, and what makes most of them. Needs a Docker engine.</summary>
internal static class Images
{
    /// <summary>A smaller file gets no row.</summary>
    private const long Large = 1_000_000;

    /// <summary>Builds the images and adds the rows.</summary>
    /// <exception cref="InvalidOperationException">An image could not be built or read.</exception>
    public static void Run(Table table)
    {
        using var built = Start("script/image");
        var names = built.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => pair[1]);
        End(built);

        var @base = names["PROMLAUNCHER_RUNTIME_IMAGE"];
        var isStandIn = @base.StartsWith("promlauncher-stand-in/", StringComparison.Ordinal);
        var shared = Files(@base);
        foreach (var image in (ReadOnlySpan<string>)[names["PROMLAUNCHER_PROMETHEUS_IMAGE"], names["PROMLAUNCHER_DISCOVERY_IMAGE"]])
        {
            var own = Files(image).Except(shared).OrderByDescending(static file => file.Size).ToList();
            table.Row($"image {image}", Sizes.Megabytes(Size(image)));
            table.Row($"of that, the base{(isStandIn ? ": a stand-in from Debian's packages" : "")}", Sizes.Megabytes(Size(@base)));
            foreach (var (path, size) in own.TakeWhile(static file => file.Size >= Large))
            {
                var isDebians = isStandIn && !path.EndsWith("/promlauncher", StringComparison.Ordinal);
                table.Row($"of that, {path}{(isDebians ? ": Debian's" : "")}", Sizes.Megabytes(size));
            }

            table.Row("of that, everything else", Sizes.Megabytes(own.Where(static file => file.Size < Large).Sum(static file => file.Size)));
        }
    }

    /// <summary>All files of an image, by a container that is never started.</summary>
    private static List<(string Path, long Size)> Files(string image)
    {
        var container = Output("docker", "create", image, "/nothing");
        try
        {
            using var export = Start("docker", "export", container);
            using var archive = new TarReader(export.StandardOutput.BaseStream);
            List<(string, long)> files = [];
            while (archive.GetNextEntry() is { } entry)
            {
                if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile) files.Add(($"/{entry.Name}", entry.Length));
            }

            export.StandardOutput.BaseStream.CopyTo(Stream.Null);
            End(export);
            return files;
        }
        finally
        {
            Output("docker", "rm", container);
        }
    }

    private static long Size(string image) => long.Parse(Output("docker", "image", "inspect", "--format", "{{.Size}}", image), CultureInfo.InvariantCulture);

    private static string Output(params string[] words)
    {
        using var process = Start(words);
        var text = process.StandardOutput.ReadToEnd();
        End(process);
        return text.Trim();
    }

    /// <summary>Starts a program whose standard error is that of the benchmark: a build is long, and says what it does.</summary>
    private static Process Start(params string[] words) => Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true })!;

    private static void End(Process process)
    {
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{process.StartInfo.FileName} ended with {process.ExitCode}");
    }
}
