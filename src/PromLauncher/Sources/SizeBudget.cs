using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using PromLauncher.Telemetry;

namespace PromLauncher.Sources;

/// <summary>
/// The bytes that one attempt may still read, shared by all its files: a wrong prefix or a decompression bomb ends in an
/// error instead of exhausting the container's memory.
/// </summary>
/// <param name="limit">The maximum in bytes.</param>
/// <param name="place">The location as shown in errors.</param>
internal sealed class SizeBudget(long limit, string place)
{
    private long _taken;

    /// <summary>Reads a stream to its end and unpacks it when it is gzip.</summary>
    /// <param name="stream">What to read.</param>
    /// <param name="expected">The announced length, or a negative number.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="FailureException">More than the limit (invalid), or broken gzip (invalid).</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, long expected, CancellationToken cancellation)
    {
        if (expected > limit - Interlocked.Read(ref _taken)) throw TooLarge();
        var content = await ReadRawAsync(stream, expected, cancellation).ConfigureAwait(false);
        if (!IsGzip(content))
        {
            Take(content.Count);
            return content;
        }

        content = await UnpackAsync(content, cancellation).ConfigureAwait(false);
        Take(content.Count);
        return content;
    }

    /// <summary>Counts bytes that are already in memory.</summary>
    /// <exception cref="FailureException">More than the limit (invalid).</exception>
    public void Take(long bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) > limit) throw TooLarge();
    }

    private async Task<ArraySegment<byte>> UnpackAsync(ArraySegment<byte> packed, CancellationToken cancellation)
    {
        try
        {
            using var stream = new MemoryStream(packed.Array!, packed.Offset, packed.Count, writable: false);
            await using var gzip = new GZipStream(stream, CompressionMode.Decompress);
            var content = await ReadRawAsync(gzip, -1, cancellation).ConfigureAwait(false);

            // GZipStream accepts a truncated stream. RFC 1952: the last four bytes hold the length.
            if (packed.Count < 18 || BinaryPrimitives.ReadUInt32LittleEndian(packed[^4..]) != (uint)content.Count)
                throw new InvalidDataException("it ends too early, or has several members");
            return content;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new FailureException(FailureKind.Invalid, $"{place} is compressed with gzip and broken: {e.Message}.", "Upload it again.", e);
        }
    }

    private async Task<ArraySegment<byte>> ReadRawAsync(Stream stream, long expected, CancellationToken cancellation)
    {
        var buffer = new byte[expected >= 0 ? expected + 1 : 16 * 1024];
        var length = 0;
        while (true)
        {
            // Regular files are read synchronously: ReadAsync would use a pool thread, which costs more than the read.
            var read = stream is FileStream { CanSeek: true }
                ? stream.Read(buffer.AsSpan(length))
                : await stream.ReadAsync(buffer.AsMemory(length), cancellation).ConfigureAwait(false);
            if (read == 0) return new ArraySegment<byte>(buffer, 0, length);
            length += read;
            if (length > limit - Interlocked.Read(ref _taken)) throw TooLarge();
            if (length == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        }
    }

    /// <summary>RFC 1952: no text begins with these bytes.</summary>
    private static bool IsGzip(ReadOnlySpan<byte> content) => content.StartsWith<byte>([0x1f, 0x8b, 0x08]);

    private FailureException TooLarge() => new(FailureKind.Invalid,
        string.Create(CultureInfo.InvariantCulture, $"{place} contains more than {limit} bytes."),
        "Name a file or prefix that contains only the configuration, or raise --max-size.");
}
