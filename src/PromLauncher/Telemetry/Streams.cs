using System.Text;
using PromLauncher.Native;

namespace PromLauncher.Telemetry;

/// <summary>Text writers on standard output and error that write directly to their descriptors.</summary>
public static class Streams
{
    /// <summary>An unbuffered writer.</summary>
    /// <param name="descriptor">1 for standard output, 2 for standard error.</param>
    public static TextWriter Open(int descriptor) => new StreamWriter(new DescriptorStream(descriptor), new UTF8Encoding(false)) { AutoFlush = true };

    private sealed class DescriptorStream(int descriptor) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer) => Descriptor.Write(descriptor, buffer);

        public override void Write(byte[] buffer, int offset, int count) => Descriptor.Write(descriptor, buffer.AsSpan(offset, count));

        // The base class would use pool threads for both.
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
