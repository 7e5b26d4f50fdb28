using System.Buffers;
using System.Text.Json;
using PromLauncher.Launch.Health;
using PromLauncher.Releases;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>
/// The state of a running <c>run</c> or <c>discover</c> for the commands <c>health</c>, <c>status</c> and <c>reload</c>, which therefore need no port and no option
/// of the main command. One JSON document, readable by the owner only, replaced as a whole; it contains no placeholder value and no file content. Only these
/// commands depend on it, so a failure to write it is logged once and never thrown.
/// </summary>
public sealed class StateFile : IDisposable
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;
    private readonly string _command;
    private readonly string _version;
    private readonly TimeProvider _time;
    private readonly Log _log;
    private readonly ProcessIdentity _process = ProcessIdentity.Own();
    private readonly DateTimeOffset _started;
    private readonly Lock _writing = new();
    private Action<Utf8JsonWriter>? _waiting;
    private bool _failed;
    private bool _ended;

    /// <summary>A state file that has not been written yet.</summary>
    /// <param name="command"><c>run</c> or <c>discover</c>; names the file.</param>
    /// <param name="version">The program's version.</param>
    /// <param name="environment">The environment: <c>XDG_RUNTIME_DIR</c>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Told when it can't be written.</param>
    public StateFile(string command, string version, Func<string, string?> environment, TimeProvider time, Log log)
    {
        _path = Path.Join(StateFileFolders.Own(environment), command + ".json");
        _command = command;
        _version = version;
        _time = time;
        _log = log;
        _started = time.GetUtcNow();
    }

    /// <summary>Queues a write on the thread pool; of several calls before it runs only the last one counts. Costs the caller almost nothing.</summary>
    /// <param name="body">Writes the members that follow those about the process itself.</param>
    public void Post(Action<Utf8JsonWriter> body)
    {
        if (Interlocked.Exchange(ref _waiting, body) is null) ThreadPool.UnsafeQueueUserWorkItem(static file => file.WriteWaiting(), this, preferLocal: false);
    }

    /// <summary>Writes it synchronously, before this process is replaced.</summary>
    public void Write(Action<Utf8JsonWriter> body)
    {
        lock (_writing)
        {
            Interlocked.Exchange(ref _waiting, null);
            Replace(Compose(body));
        }
    }

    /// <summary>The document as served at <c>/-/status</c> and written to the file.</summary>
    public ReadOnlyMemory<byte> Compose(Action<Utf8JsonWriter> body)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("command", _command);
            json.WriteString("version", _version);
            json.WriteNumber("pid", _process.Id);
            json.WriteNumber("pid_start", _process.Start);
            json.WriteString("started", _started);
            json.WriteString("written", _time.GetUtcNow());
            body(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Removes it: the process is exiting.</summary>
    public void Dispose()
    {
        lock (_writing)
        {
            _ended = true;
            try
            {
                File.Delete(_path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The file of a dead process is ignored anyway.
            }
        }
    }

    private void WriteWaiting()
    {
        lock (_writing)
        {
            if (Interlocked.Exchange(ref _waiting, null) is { } body) Replace(Compose(body));
        }
    }

    private void Replace(ReadOnlyMemory<byte> document)
    {
        if (_ended) return;
        try
        {
            PrivateFolder.Ensure(Path.GetDirectoryName(_path)!);
            AtomicFile.Write(_path, document.Span, Mode, durable: false);
            _failed = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!_failed)
                _log.Warn("the state file can't be written: health, status and reload will find no launcher",
                    [("file", _path), ("err", e.Message), ("help", "mount a writable volume at /tmp")]);
            _failed = true;
        }
    }
}
