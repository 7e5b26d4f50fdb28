using System.Runtime.InteropServices;

namespace PromLauncher.Native;

/// <summary>The signal state a program starts with: blocked and ignored signals survive <c>execve</c> (signal(7)).</summary>
internal static partial class SignalState
{
    private const int AddToMask = 0;
    private const int SetMask = 2;
    private const nint Default = 0;
    private const nint Ignored = 1;

    /// <summary>True when the signal is ignored by this process.</summary>
    public static unsafe bool IsIgnored(int signal)
    {
        var action = default(SignalAction);
        return GetAction(signal, null, &action) == 0 && action.Handler == Ignored;
    }

    /// <summary>Blocks signals in this thread, and in those that it creates from now on.</summary>
    public static unsafe void Block(SignalSet set) => _ = SetThreadMask(AddToMask, &set, null);

    /// <summary>Blocks one signal in this thread until the scope ends, which must be on the same thread.</summary>
    public static unsafe Scope Without(int signal)
    {
        var set = SignalSet.Of(signal);
        var old = default(SignalSet);
        _ = SetThreadMask(AddToMask, &set, &old);
        return new Scope(old);
    }

    /// <summary>
    /// Sets the state a program expects: nothing blocked, and SIGPIPE, which the native runtime ignores, at its default. Other signals inherited as
    /// ignored stay so, except SIGCHLD. Unblocking comes before the default, so that a SIGPIPE from an earlier write of ours is dropped.
    /// </summary>
    public static unsafe void Clean()
    {
        var none = default(SignalSet);
        _ = SetThreadMask(SetMask, &none, null);
        _ = SetHandler(SignalNumber.Pipe, Default);
    }

    /// <summary>
    /// Inherited as ignored, SIGCHLD would make the kernel reap every child: no exit code could be read (wait(2)), and the runtime, which leaves an
    /// ignored signal alone, would never notice that one has exited.
    /// </summary>
    public static void NoticeChildren() => _ = SetHandler(SignalNumber.Child, Default);

    /// <summary>Undoes <see cref="Clean"/> as far as this process needs to keep running briefly.</summary>
    public static void IgnorePipe() => _ = SetHandler(SignalNumber.Pipe, Ignored);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "sigaction")]
    private static unsafe partial int GetAction(int signal, SignalAction* action, SignalAction* old);

    [LibraryImport("libc", EntryPoint = "pthread_sigmask")]
    private static unsafe partial int SetThreadMask(int how, SignalSet* set, SignalSet* old);

    /// <summary>The mask to restore.</summary>
    internal readonly ref struct Scope(SignalSet old)
    {
        private readonly SignalSet _old = old;

        public unsafe void Dispose()
        {
            var old = _old;
            _ = SetThreadMask(SetMask, &old, null);
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct SignalAction
    {
        public nint Handler;
        public SignalSet Mask;
        public int Flags;
        public nint Restorer;
    }
}
