using System.Runtime.CompilerServices;

namespace PromLauncher.Native;

/// <summary>libc's <c>sigset_t</c>: 1024 bits, the first of them SIGHUP's. glibc and musl agree on it.</summary>
[InlineArray(16)]
internal struct SignalSet
{
    private ulong _bits;

    /// <summary>One signal.</summary>
    public static SignalSet Of(int signal) => Where(other => other == signal);

    /// <summary>Every signal for which the condition holds.</summary>
    public static SignalSet Where(Func<int, bool> condition)
    {
        var set = default(SignalSet);
        for (var signal = 1; signal <= SignalNumber.Last; signal++)
        {
            if (condition(signal)) set[0] |= 1UL << (signal - 1);
        }

        return set;
    }
}
