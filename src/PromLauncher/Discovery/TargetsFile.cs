using System.Buffers;
using System.Security.Cryptography;
using PromLauncher.Discovery.Files;
using PromLauncher.Discovery.Targets;
using PromLauncher.Telemetry;

namespace PromLauncher.Discovery;

/// <summary>Replaces a file in one step: a reader sees either the old or the new content in full. Throws an <see cref="IOException"/> when it can't.</summary>
/// <param name="path">The file.</param>
/// <param name="content">Its content.</param>
public delegate void ReplaceFile(string path, ReadOnlySpan<byte> content);

/// <summary>
/// The file that Prometheus reads. It is replaced, never written in place (to Prometheus an empty file means no targets), and only when its content
/// changes.
/// </summary>
internal sealed class TargetsFile
{
    /// <summary>The name that means standard output.</summary>
    public const string StandardOutput = "-";

    /// <summary>The size in bytes of a target with all standard labels.</summary>
    private const int LongTarget = 1024;

    private readonly string _path;
    private readonly FileSdFormat _format;
    private readonly ReplaceFile _replace;
    private readonly Action<ReadOnlyMemory<byte>> _print;
    private byte[]? _hash;
    private int _length = 4096;

    /// <summary>A file that has not been touched yet.</summary>
    /// <param name="path">The file; <c>-</c> prints.</param>
    /// <param name="replace">Replaces a file.</param>
    /// <param name="print">Prints.</param>
    /// <exception cref="FailureException">Prometheus would not accept the file's extension: usage.</exception>
    public TargetsFile(string path, ReplaceFile replace, Action<ReadOnlyMemory<byte>> print)
    {
        IsPrinted = path == StandardOutput;
        _format = IsPrinted ? FileSdFormat.Yaml : FileSdFormats.Of(path) ?? throw new FailureException(FailureKind.Usage,
            $"'{path}' can't be the target file", "Prometheus reads files that end in .yml, .yaml or .json; - prints the targets");
        _path = IsPrinted ? path : Path.GetFullPath(path);
        (_replace, _print) = (replace, print);
    }

    /// <summary>True when targets are printed.</summary>
    public bool IsPrinted { get; }

    /// <summary>Reads the targets of the existing file.</summary>
    /// <param name="maxAge">An older file is not used; zero: never use it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="problem">Why an existing file is not used, or null.</param>
    /// <returns>The targets and when they were written, or null.</returns>
    public (IReadOnlyList<Target> Targets, DateTimeOffset Written)? Read(TimeSpan maxAge, TimeProvider time, out string? problem)
    {
        problem = null;
        if (IsPrinted || maxAge == TimeSpan.Zero) return null;
        try
        {
            var file = new FileInfo(_path);
            if (!file.Exists) return null;
            var written = new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero);
            if (time.GetUtcNow() - written > maxAge)
            {
                problem = $"it is older than {maxAge.TotalMinutes:0.#} minutes";
                return null;
            }

            var content = File.ReadAllBytes(_path);
            if (FileSdReader.Read(_format, content, out problem) is not { } targets) return null;
            _hash = SHA256.HashData(content);
            return (targets, written);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = e.Message;
            return null;
        }
    }

    /// <summary>Writes targets.</summary>
    /// <returns>False when the file already contains them.</returns>
    /// <exception cref="FailureException">It can't be written; its content is unchanged.</exception>
    public bool Write(IReadOnlyList<Target> targets)
    {
        // Large enough from the start: a growing buffer exists twice while it is copied, and untouched pages take no memory.
        var output = new ArrayBufferWriter<byte>(Math.Max(_length, targets.Count * LongTarget));
        FileSdWriter.Write(output, _format, targets);
        var hash = SHA256.HashData(output.WrittenSpan);
        if (_hash is not null && hash.AsSpan().SequenceEqual(_hash) && (IsPrinted || File.Exists(_path))) return false;
        if (IsPrinted)
        {
            _print(output.WrittenMemory);
        }
        else
        {
            try
            {
                _replace(_path, output.WrittenSpan);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new FailureException(FailureKind.CannotWrite, $"{_path} can't be written: {e.Message}",
                    $"mount a volume at {Path.GetDirectoryName(_path)} that this container's user may write, or name another file; a file that another user wrote must be deleted first", e);
            }
        }

        _hash = hash;
        _length = output.WrittenCount + output.WrittenCount / 8;
        return true;
    }

    /// <summary>True when the file does not exist (any more).</summary>
    public bool IsGone => !IsPrinted && !File.Exists(_path);
}
