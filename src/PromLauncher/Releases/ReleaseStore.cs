using PromLauncher.Native;
using PromLauncher.Telemetry;

namespace PromLauncher.Releases;

/// <summary>
/// The releases on disk, and the link <c>current</c> through which Prometheus reads one of them. Each release is built in a folder of a random
/// name, written through to the disk and renamed to the hash of its content; the link is replaced by rename(2). So a crash at any moment, of this
/// process or of the machine, leaves the link on the old or the new release, never on half of one. Not thread-safe.
/// </summary>
public sealed class ReleaseStore : IDisposable
{
    private const string StagingName = "check";

    private readonly StateFolder _state;
    private readonly TimeProvider _time;
    private readonly Log _log;
    private readonly string _releases;
    private readonly CurrentLink _current;
    private readonly List<string> _good = new(GoodReleases.Kept + 1);

    private ReleaseStore(StateFolder state, Log log, TimeProvider time)
    {
        _state = state;
        _log = log;
        _time = time;
        _releases = Path.Join(state.Own, "releases");
        _current = new CurrentLink(state.Own);
        Leftovers.Remove(StagingFolder);
    }

    /// <summary>The state dir.</summary>
    public string Folder => _state.Path;

    /// <summary>A path in this launcher's own folder for short-lived files; whoever uses it creates and removes it.</summary>
    public string StagingFolder => Path.Join(_state.Own, StagingName);

    /// <summary>The release that <c>current</c> points to; null until this process has published one.</summary>
    public Release? Current { get; private set; }

    /// <summary>Opens the state dir, and locks it for this process unless another launcher holds it.</summary>
    /// <param name="location">Which folders may be used.</param>
    /// <param name="log">Where it is logged when the folder is not the first choice.</param>
    /// <param name="time">The clock of <see cref="Release.Published"/>.</param>
    /// <exception cref="FailureException">No folder can be used: <see cref="FailureKind.CannotWrite"/>.</exception>
    public static ReleaseStore Open(StateLocation location, Log log, TimeProvider time) => new(StateFolder.Open(location, log), log, time);

    /// <summary>The path to give to Prometheus: it goes through <c>current</c>, so it stays valid from release to release.</summary>
    /// <param name="mainFile">The main file's path within its release.</param>
    public string CurrentMainFile(string mainFile) => Path.Join(_current.Path, mainFile);

    /// <summary>Writes a release and makes it the current one.</summary>
    /// <param name="files">Contents by relative path, <c>/</c> between its parts; secrets expanded.</param>
    /// <returns>The release.</returns>
    /// <exception cref="FailureException">A path leads out of the release (invalid), or it can't be written (cannot write); <c>current</c> is as it was.</exception>
    public Release Publish(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        foreach (var path in files.Keys) ReleaseFolder.CheckPath(path);
        var hash = ContentHash.Of(files);
        return Writing(() =>
        {
            var release = new Release(hash, ReleaseFolder.Ensure(_releases, hash, files, _log), _time.GetUtcNow());
            Swap(release);
            return release;
        });
    }

    /// <summary>
    /// Makes an earlier release the current one: to roll back after a refused reload, or to start from <see cref="LastGood"/>.
    /// The previously current release is removed unless it is one of the good ones.
    /// </summary>
    /// <exception cref="FailureException">It is gone, or the link can't be written.</exception>
    public void Activate(Release release)
    {
        Writing(() =>
        {
            if (Path.GetDirectoryName(release.Folder) != _releases)
            {
                // It belongs to the launcher that holds the state dir, which may remove it at any time.
                release = release with { Folder = ReleaseFolder.Ensure(_releases, release.Hash, ReleaseFolder.Read(release.Folder), _log) };
            }
            else if (!Directory.Exists(release.Folder))
            {
                throw new FileNotFoundException($"release {release.Hash} is gone", release.Folder);
            }

            Swap(release);
            return release;
        });

        // Failing to remove old releases is not a failure: the new one is in place.
        RemoveSuperseded();
    }

    /// <summary>
    /// Records that Prometheus has accepted a release, so that a later start can fall back to it, and removes all releases
    /// that are neither current nor among the two newest good ones. When the state dir can't be written, that is logged, never thrown.
    /// </summary>
    /// <param name="release">The release.</param>
    /// <param name="location">The location it came from; stored only as a hash.</param>
    /// <param name="mainFile">Its main file.</param>
    public void MarkGood(Release release, string location, string mainFile)
    {
        _good.Remove(release.Hash);
        _good.Insert(0, release.Hash);
        if (_good.Count > GoodReleases.Kept) _good.RemoveRange(GoodReleases.Kept, _good.Count - GoodReleases.Kept);
        try
        {
            if (_state.TryBecomeHolder()) Remember(release, ContentHash.Of(location, mainFile));
            Prune();
            _state.RemoveAbandoned();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.Warn("the last good configuration can't be recorded", [("dir", Folder), ("err", e.Message)]);
        }
    }

    /// <summary>Removes all releases that are neither current nor among the two newest good ones, without marking the current one as good.</summary>
    public void RemoveSuperseded()
    {
        try
        {
            Prune();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.Warn("superseded releases can't be removed", [("dir", Folder), ("err", e.Message)]);
        }
    }

    /// <summary>The newest good release of a location and main file that is still intact, or null. Pass it to <see cref="Activate"/> to start from it.</summary>
    public Release? LastGood(string location, string mainFile)
    {
        var origin = ContentHash.Of(location, mainFile);
        foreach (var good in Shared.Read())
        {
            if (good.Origin != origin) continue;
            var folder = Path.Join(_state.Path, "releases", good.Hash);
            try
            {
                var files = ReleaseFolder.Read(folder);
                if (files.ContainsKey(mainFile) && ContentHash.Of(files) == good.Hash) return new Release(good.Hash, folder, good.Marked);
                _log.Warn("a good release was changed on disk; it is not used", [("release", good.Hash), ("dir", folder)]);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _log.Warn("a good release can't be read; it is not used", [("release", good.Hash), ("err", e.Message)]);
            }
        }

        return null;
    }

    /// <summary>True when a release with that content is among the good ones of a location and main file.</summary>
    public bool IsGood(Release release, string location, string mainFile) =>
        ContentHash.Of(location, mainFile) is var origin && Shared.Read().Any(good => (good.Hash, good.Origin) == (release.Hash, origin));

    /// <summary>The files of a release, secrets included.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Read(Release release) => ReleaseFolder.Read(release.Folder);

    /// <summary>
    /// Makes Prometheus re-read the target lists inside the release through <c>current</c>. Its file_sd watches the folders of its files
    /// (inotify), and after a swap those are still the old release's; a file created and removed there triggers an event, on which it
    /// reads the lists again by path and watches the new folders from then on. Without it the old targets stay for up to
    /// <c>refresh_interval</c>. Call it after the swap, with the release that was current before.
    /// </summary>
    public void Nudge(Release old)
    {
        try
        {
            foreach (var folder in ReleaseFolder.Folders(old.Folder))
            {
                var file = Path.Join(folder, $".{Path.GetRandomFileName()}.tmp");
                FileSystem.MakeFile(file, PrivateFolder.FileMode).Dispose();
                File.Delete(file);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.Debug("target lists are read again at their refresh_interval", [("release", old.Hash), ("err", e.Message)]);
        }
    }

    /// <summary>Keeps the state dir locked while Prometheus runs in this process's place (exec mode).</summary>
    public void KeepLockedAcrossExec() => _state.KeepLocksAcrossExec();

    /// <summary>Releases the state dir for another launcher.</summary>
    public void Dispose() => _state.Dispose();

    private GoodReleases Shared => new(Path.Join(_state.Path, "good"));

    private void Swap(Release release)
    {
        _current.PointTo(release.Hash);
        Current = release;
    }

    private void Remember(Release release, string origin)
    {
        if (Shared.Read() is [var newest, ..] && (newest.Hash, newest.Origin) == (release.Hash, origin)) return;
        var releases = Path.Join(_state.Path, "releases");
        if (_releases != releases) ReleaseFolder.Ensure(releases, release.Hash, ReleaseFolder.Read(release.Folder), _log);
        FileSystem.SyncFolder(releases);
        Shared.Add(new GoodRelease(release.Hash, origin, _time.GetUtcNow()));
    }

    /// <summary>Removes what is neither current nor good; from the shared part only when this launcher holds it.</summary>
    private void Prune()
    {
        var keep = new HashSet<string>(_good, StringComparer.Ordinal);
        if (Current is { } current) keep.Add(current.Hash);
        foreach (var good in Shared.Read()) keep.Add(good.Hash);
        Leftovers.RemoveReleases(_releases, keep);
        if (_state.IsHolder) Leftovers.RemoveReleases(Path.Join(_state.Path, "releases"), keep);
        Leftovers.RemoveDrafts(_state.Own);
    }

    private T Writing<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(FailureKind.CannotWrite, $"The configuration can't be published: {e.Message}.",
                $"Make room in {Folder} or mount a writable volume there, or name another folder with --state-dir.", e);
        }
    }
}
