using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PromLauncher.Native;

/// <summary>
/// Signals blocked in every thread of the process and read from a descriptor (signalfd(2)) in the order of the kernel's queue.
/// A signal not read yet stays pending in the kernel, even across <c>execve</c>, so none is lost between the last check and the next program.
/// Handlers, including <see cref="PosixSignalRegistration"/>'s, can't guarantee that: a caught signal is lost with the process image.
/// </summary>
internal sealed partial class BlockedSignals
{
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const int InfoSize = 128;
    private const int Capacity = 16;

    private readonly int _descriptor;

    private BlockedSignals(int descriptor) => _descriptor = descriptor;

    /// <summary>
    /// Blocks the signals that can be forwarded, except those inherited as ignored (nohup's SIGHUP stays ignored).
    /// Call it before any other thread is created: a thread inherits the mask of its creator.
    /// </summary>
    /// <returns>Null where threads that can't be reached exist already, that is, on any runtime other than native AOT.</returns>
    public static unsafe BlockedSignals? Take()
    {
        if (RuntimeFeature.IsDynamicCodeSupported) return null;
        var set = SignalSet.Where(static signal => SignalNumber.CanBeForwarded(signal) && (signal == SignalNumber.Pipe || !SignalState.IsIgnored(signal)));
        SignalState.Block(set);
        FinalizerThread.Mask(set);
        var descriptor = OpenSignalDescriptor(-1, &set, CloseOnExec | NonBlocking);
        return descriptor >= 0 ? new BlockedSignals(descriptor) : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>Waits until at least one signal can be read.</summary>
    public void Wait() => Poll.UntilReadable(_descriptor);

    /// <summary>Reads the pending signals without waiting for more.</summary>
    public unsafe void Drain(Action<int> receive)
    {
        var buffer = stackalloc byte[Capacity * InfoSize];
        for (var full = true; full;)
        {
            var length = Read(_descriptor, buffer, Capacity * InfoSize);
            for (var offset = 0; offset + InfoSize <= length; offset += InfoSize) receive(*(int*)(buffer + offset));
            full = length == Capacity * InfoSize;
        }
    }

    [LibraryImport("libc", EntryPoint = "signalfd", SetLastError = true)]
    private static unsafe partial int OpenSignalDescriptor(int descriptor, SignalSet* set, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static unsafe partial nint Read(int descriptor, byte* buffer, nint size);

    /// <summary>
    /// Native AOT starts one thread before Main: the finalizer thread. No call sets another thread's mask, but an object's finalizer runs on it.
    /// </summary>
    private sealed class FinalizerThread(SignalSet set)
    {
        ~FinalizerThread() => SignalState.Block(set);

        public static void Mask(SignalSet set)
        {
            Drop(set);
            GC.Collect(0);
            GC.WaitForPendingFinalizers();
        }

        /// <summary>In a stack frame of its own, so that no register of the caller keeps the object alive.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Drop(SignalSet set) => GC.KeepAlive(new FinalizerThread(set));
    }
}
