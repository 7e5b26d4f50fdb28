using Microsoft.Win32.SafeHandles;
using PromLauncher.Native;
using PromLauncher.Telemetry;

namespace PromLauncher.Releases;

/// <summary>
/// The state dir, and who may write to it. One launcher holds the lock and with it <c>releases</c>, <c>current</c> and the list
/// of good releases. A second launcher (on a shared file system during a deployment) works in a folder of its own below <c>instances</c>
/// and only reads the list.
/// </summary>
internal sealed class StateFolder : IDisposable
{
    private const string LockFile = "lock";

    /// <summary>How often the holder's cleanup may remove a new folder before something else must be wrong.</summary>
    private const int Attempts = 5;

    private readonly SafeFileHandle _lock;
    private readonly SafeFileHandle? _ownLock;
    private readonly Func<SafeFileHandle, string, bool> _tryLock;

    private StateFolder(string path, SafeFileHandle held, bool isHolder, string own, SafeFileHandle? ownLock, Func<SafeFileHandle, string, bool> tryLock)
    {
        Path = path;
        _lock = held;
        IsHolder = isHolder;
        Own = own;
        _ownLock = ownLock;
        _tryLock = tryLock;
    }

    /// <summary>The state dir.</summary>
    public string Path { get; }

    /// <summary>Where this launcher's own <c>current</c> and <c>releases</c> are: the state dir, or a folder in it.</summary>
    public string Own { get; }

    /// <summary>True when this launcher may write to the shared part.</summary>
    public bool IsHolder { get; private set; }

    /// <summary>Opens the first folder that can be used.</summary>
    /// <exception cref="FailureException">None can be used (<see cref="FailureKind.CannotWrite"/>); says which, why, and which volume to add.</exception>
    public static StateFolder Open(StateLocation location, Log log)
    {
        if (location.Given is { } given)
        {
            try
            {
                return OpenAt(Absolute(given), makeParents: true, location.TryLock, log);
            }
            catch (UnusableFolderException e)
            {
                throw new FailureException(FailureKind.CannotWrite, $"The state dir can't be used: {e.Message}.",
                    $"Mount a writable volume at {given} that belongs to user {FileSystem.User}, or name another folder with --state-dir.", e);
            }
        }

        var temporary = Absolute(location.Temporary);
        var own = System.IO.Path.Join(temporary, $"promlauncher-{FileSystem.User}");
        var reasons = new List<string>(3);
        foreach (var (folder, outer) in new[]
        {
            (Absolute(location.Default), null),
            (System.IO.Path.Join(own, "state"), own),
            // Another user owns that name: fall back to a random name, which a later start will not find again.
            (System.IO.Path.Join(temporary, $"promlauncher-{FileSystem.User}-{System.IO.Path.GetRandomFileName()}"), null),
        })
        {
            try
            {
                if (outer is not null) PrivateFolder.Ensure(outer);
                var state = OpenAt(folder, makeParents: reasons.Count == 0, location.TryLock, log);
                if (reasons.Count > 0) log.Info("state dir is a temporary folder", [("dir", folder), ("reason", reasons[0])]);
                return state;
            }
            catch (UnusableFolderException e)
            {
                reasons.Add(e.Message);
            }
        }

        throw new FailureException(FailureKind.CannotWrite, $"No folder can be written for the configuration: {string.Join("; ", reasons)}.",
            $"Mount a writable volume at {location.Default} (in an ECS task definition: a volume and a mountPoint, also with readonlyRootFilesystem), or name one with --state-dir.");
    }

    /// <summary>Takes the lock if its holder has gone.</summary>
    /// <exception cref="FileSystemException">The file system doesn't support locks (any more).</exception>
    public bool TryBecomeHolder() => IsHolder = IsHolder || _tryLock(_lock, System.IO.Path.Join(Path, LockFile));

    /// <summary>Keeps the locks across execve: the program that replaces this one uses the releases from then on.</summary>
    public void KeepLocksAcrossExec()
    {
        if (IsHolder) FileSystem.KeepAcrossExec(_lock);
        if (_ownLock is not null) FileSystem.KeepAcrossExec(_ownLock);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lock.Dispose();
        _ownLock?.Dispose();
    }

    /// <summary>Removes the folders of launchers that are gone. Only the holder does: there is just one.</summary>
    public void RemoveAbandoned()
    {
        var instances = System.IO.Path.Join(Path, "instances");
        if (!IsHolder || !Directory.Exists(instances)) return;
        foreach (var folder in Directory.GetDirectories(instances))
        {
            if (folder == Own) continue;
            try
            {
                var lockFile = System.IO.Path.Join(folder, LockFile);
                using var file = FileSystem.OpenLockFile(lockFile);
                if (!_tryLock(file, lockFile)) continue;

                // Renamed first: a launcher that has just created it, and locks it only now, then sees that it is gone.
                var abandoned = System.IO.Path.Join(instances, $".{System.IO.Path.GetRandomFileName()}.tmp");
                FileSystem.Rename(folder, abandoned);
                Directory.Delete(abandoned, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Tried again at the next good release.
            }
        }
    }

    private static StateFolder OpenAt(string path, bool makeParents, Func<SafeFileHandle, string, bool> tryLock, Log log)
    {
        try
        {
            if (makeParents) MakeParents(path);
            PrivateFolder.Ensure(path);
            CheckContent(path);
            var lockFile = System.IO.Path.Join(path, LockFile);
            var file = FileSystem.OpenLockFile(lockFile);
            try
            {
                if (tryLock(file, lockFile)) return new StateFolder(path, file, isHolder: true, path, ownLock: null, tryLock);
            }
            catch (FileSystemException e)
            {
                // Treating it as locked by another launcher would mean never recording a good release.
                log.Warn("the state dir can't be locked; assuming that no other launcher uses it",
                    [("dir", path), ("err", e.Reason), ("help", "give each task a state dir of its own")]);
                return new StateFolder(path, file, isHolder: true, path, ownLock: null, tryLock);
            }

            log.Info("another launcher holds the state dir; using a separate folder in it", [("dir", path)]);
            var instances = System.IO.Path.Join(path, "instances");
            PrivateFolder.Ensure(instances);
            for (var attempt = 1; ; attempt++)
            {
                if (TryMakeInstance(instances, tryLock) is var (own, ownLock)) return new StateFolder(path, file, isHolder: false, own, ownLock, tryLock);
                if (attempt == Attempts) throw new UnusableFolderException($"{instances}: folders created in it disappear immediately");
            }
        }
        catch (FileSystemException e)
        {
            throw new UnusableFolderException($"{e.Path}: {e.Reason}", e);
        }
    }

    /// <summary>Creates and locks a folder for this launcher; null when the holder removed it as abandoned before it was locked.</summary>
    private static (string Folder, SafeFileHandle Lock)? TryMakeInstance(string instances, Func<SafeFileHandle, string, bool> tryLock)
    {
        var folder = System.IO.Path.Join(instances, System.IO.Path.GetRandomFileName());
        PrivateFolder.Ensure(folder);
        var lockFile = System.IO.Path.Join(folder, LockFile);
        SafeFileHandle? file = null;
        try
        {
            file = FileSystem.OpenLockFile(lockFile);
            if (tryLock(file, lockFile) && FileSystem.Status(lockFile) is not null) return (folder, file);
        }
        catch (FileSystemException e) when (e.Error == FileSystem.NotFound)
        {
            // Removed before it was locked.
        }

        file?.Dispose();
        return null;
    }

    /// <summary>Checks what an earlier start left, or another user planted while the folder was open to others.</summary>
    private static void CheckContent(string path)
    {
        PrivateFolder.Check(System.IO.Path.Join(path, "lock"), FileKind.File, PrivateFolder.FileMode);
        PrivateFolder.Check(System.IO.Path.Join(path, "good"), FileKind.File, PrivateFolder.FileMode);
        PrivateFolder.Check(System.IO.Path.Join(path, "current"), FileKind.Link, default);
        PrivateFolder.Check(System.IO.Path.Join(path, "releases"), FileKind.Folder, PrivateFolder.FolderMode);
        PrivateFolder.Check(System.IO.Path.Join(path, "instances"), FileKind.Folder, PrivateFolder.FolderMode);
    }

    private static void MakeParents(string path)
    {
        const UnixFileMode Open = PrivateFolder.FolderMode | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        if (System.IO.Path.GetDirectoryName(path) is not { Length: > 0 } parent || FileSystem.Status(parent) is not null) return;
        MakeParents(parent);
        FileSystem.MakeFolder(parent, Open);
    }

    /// <summary>Absolute and without a trailing slash, which would make lstat(2) follow a link.</summary>
    private static string Absolute(string path) => System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
}
