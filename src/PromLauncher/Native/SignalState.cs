using System.Runtime.InteropServices;

namespace PromLauncher.Native;

/// <summary>What a program finds when it starts: blocked and ignored signals survive <c>execve</c> (signal(7)).</summary>
internal static partial class SignalState
{
    private const int Block = 0;
    private const int SetMask = 2;
    private const nint Default = 0;
    private const nint Ignored = 1;

    /// <summary>True when the signal is ignored by this process.</summary>
    public static unsafe bool IsIgnored(int signal)
    {
        var action = default(SignalAction);
        return GetAction(signal, null, &action) == 0 && action.Handler == Ignored;
    }

    /// <summary>Blocks one signal in this thread until the scope ends, which must be on the same thread.</summary>
    public static unsafe Scope Without(int signal)
    {
        var set = SignalSet.Of(signal);
        var old = default(SignalSet);
        _ = SetThreadMask(Block, &set, &old);
        return new Scope(old);
    }

    /// <summary>
    /// As a program expects it: nothing blocked, SIGPIPE at its default, which the native runtime has set to ignored. What else was inherited as
    /// ignored stays so, SIGCHLD excepted. First unblocked, then the default, so that a SIGPIPE of an earlier write of ours is dropped.
    /// </summary>
    public static unsafe void Clean()
    {
        var none = default(SignalSet);
        _ = SetThreadMask(SetMask, &none, null);
        _ = SetHandler(SignalNumber.Pipe, Default);
    }

    /// <summary>
    /// Inherited as ignored, SIGCHLD would have the kernel reap every child by itself: no exit code could be had (wait(2)), and the runtime, which leaves an
    /// ignored signal alone, would never see the end of one.
    /// </summary>
    public static void NoticeChildren() => _ = SetHandler(SignalNumber.Child, Default);

    /// <summary>Undoes <see cref="Clean"/> as far as this process needs it to go on a little.</summary>
    public static void IgnorePipe() => _ = SetHandler(SignalNumber.Pipe, Ignored);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "sigaction")]
    private static unsafe partial int GetAction(int signal, SignalAction* action, SignalAction* old);

    [LibraryImport("libc", EntryPoint = "pthread_sigmask")]
    private static unsafe partial int SetThreadMask(int how, SignalSet* set, SignalSet* old);

    /// <summary>The mask to come back to.</summary>
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
