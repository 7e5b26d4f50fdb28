using PromLauncher.Native;
using PromLauncher.Telemetry;

namespace PromLauncher.Supervision;

/// <summary>The last step in exec mode: Prometheus replaces the launcher under the same PID.</summary>
public static class Replacement
{
    /// <summary>Becomes the child. Does not return when that succeeds.</summary>
    /// <param name="command">What to become; its stop timeout is ignored.</param>
    /// <param name="signals">Checked once more at the last moment.</param>
    /// <exception cref="OperationCanceledException">A stop signal has arrived.</exception>
    /// <exception cref="FailureException">The program does not exist or can't be executed.</exception>
    public static void Become(ChildCommand command, SignalQueue signals)
    {
        var path = ProgramPath.Find(command.Program, Environment.GetEnvironmentVariable("PATH"));
        var errno = 0;
        if (!signals.ProceedUnlessStopped(() => errno = ProcessImage.Replace(path, [command.Program, .. command.Arguments], command.Variables)))
            throw new OperationCanceledException(signals.Stop);
        throw Failed(path, errno);
    }

    /// <summary>What a failed execve means.</summary>
    internal static FailureException Failed(string path, int errno) => errno switch
    {
        ProcessImage.NotFound when File.Exists(path) => new(FailureKind.ProgramNotFound,
            $"{path} exists, but the interpreter or dynamic loader that it names does not", "use a build for this image's libc, or a static one"),
        ProcessImage.NotFound => new(FailureKind.ProgramNotFound, $"{path} does not exist"),
        ProcessImage.FormatUnknown => new(FailureKind.CannotExecute, $"{path} can't be executed: it is neither a program for this machine's architecture nor a script with a #! line"),
        _ => new(FailureKind.CannotExecute, $"{path} can't be executed: {ProcessImage.Describe(errno)}"),
    };
}
