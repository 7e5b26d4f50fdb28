using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>A headless Chromium that looks at one page.</summary>
internal static class Browser
{
    /// <summary>Where it is installed; null: nowhere.</summary>
    public static string? Program => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .SelectMany(static folder => (string[])[Path.Combine(folder, "chromium"), Path.Combine(folder, "google-chrome")]).FirstOrDefault(File.Exists);

    /// <summary>The document as the browser understood it.</summary>
    public static async Task<string> ReadAsync(Uri page)
    {
        using var folder = new TestFolder();
        return await RunAsync(folder, ["--dump-dom", page.ToString()]);
    }

    /// <summary>The page as a person sees it.</summary>
    public static async Task<Picture> LookAsync(Uri page, int width, int height, bool dark = false)
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "page.png");
        string[] theme = dark ? ["--blink-settings=preferredColorScheme=0"] : [];
        var said = await RunAsync(folder, [string.Create(CultureInfo.InvariantCulture, $"--window-size={width},{height}"), .. theme, $"--screenshot={file}", page.ToString()]);
        Assert.True(File.Exists(file), said);
        return Picture.Read(await File.ReadAllBytesAsync(file));
    }

    private static async Task<string> RunAsync(TestFolder folder, string[] arguments)
    {
        using var chromium = new RunningProcess(Program!, [
            "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking", "--no-first-run", "--no-proxy-server",
            $"--user-data-dir={folder.Path}/profile", .. arguments]);
        Assert.True(await chromium.ExitAsync() == 0, chromium.Output);
        return chromium.Output;
    }
}

/// <summary>A screenshot.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Pixels">Row by row, 0xRRGGBB each.</param>
internal sealed record Picture(int Width, int Height, int[] Pixels)
{
    public int this[int x, int y] => Pixels[y * Width + x];

    public int Count(int colour) => Pixels.Count(pixel => pixel == colour);

    /// <summary>Reads a PNG as browsers write it: 8 bits a channel, not interlaced (https://www.w3.org/TR/png-3/).</summary>
    public static Picture Read(ReadOnlySpan<byte> png)
    {
        var (width, height, channels) = (0, 0, 0);
        using var packed = new MemoryStream();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png[at..]);
            var type = png.Slice(at + 4, 4);
            var data = png.Slice(at + 8, length);
            if (type.SequenceEqual("IHDR"u8))
                (width, height, channels) = (BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]), data[9] == 6 ? 4 : 3);
            if (type.SequenceEqual("IDAT"u8)) packed.Write(data);
            at += length + 12;
        }

        packed.Position = 0;
        using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
        var pixels = new int[width * height];
        var (row, above) = (new byte[width * channels], new byte[width * channels]);
        for (var y = 0; y < height; y++)
        {
            var filter = unpacked.ReadByte();
            unpacked.ReadExactly(row);
            for (var i = 0; i < row.Length; i++)
            {
                int left = i < channels ? 0 : row[i - channels], up = above[i], corner = i < channels ? 0 : above[i - channels];
                row[i] += (byte)(filter switch { 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Paeth(left, up, corner), _ => 0 });
            }

            for (var x = 0; x < width; x++) pixels[y * width + x] = row[x * channels] << 16 | row[x * channels + 1] << 8 | row[x * channels + 2];
            (row, above) = (above, row);
        }

        return new Picture(width, height, pixels);
    }

    private static int Paeth(int left, int up, int corner)
    {
        var estimate = left + up - corner;
        var (a, b, c) = (Math.Abs(estimate - left), Math.Abs(estimate - up), Math.Abs(estimate - corner));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }
}
