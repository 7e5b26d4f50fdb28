using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Win32.SafeHandles;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>A terminal without a screen (pty(7)).</summary>
internal sealed partial class PseudoTerminal : IDisposable
{
    private const int ReadWrite = 2;
    private const int NoControllingTerminal = 0x100;
    private const int CloseOnExec = 0x80000;

    private readonly FileStream _master;
    private readonly string _name;
    private readonly StringBuilder _output = new();

    public PseudoTerminal()
    {
        var descriptor = Open(ReadWrite | NoControllingTerminal | CloseOnExec);
        Assert.True(descriptor >= 0 && Grant(descriptor) == 0 && Unlock(descriptor) == 0, "no pseudo terminal can be had");
        var name = new byte[64];
        Assert.Equal(0, Name(descriptor, name, name.Length));
        _name = Encoding.UTF8.GetString(name).TrimEnd('\0');
        _master = new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.ReadWrite, 1);
        new Thread(Read) { IsBackground = true }.Start();
    }

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Starts a program as the leader of a session whose terminal this is.</summary>
    public Started Start(string[] command, (string Name, string? Value)[] variables)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec setsid --ctty \"$@\" <\"$0\" >\"$0\" 2>&1", _name, .. command]);
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return new Started(Process.Start(start)!);
    }

    public void Type(string text)
    {
        _master.Write(Encoding.UTF8.GetBytes(text));
        _master.Flush();
    }

    /// <summary>Waits until the output matches.</summary>
    /// <returns>The first group.</returns>
    public string WaitFor(string pattern)
    {
        var start = Stopwatch.StartNew();
        while (start.Elapsed < TimeSpan.FromSeconds(30))
        {
            if (Regex.Match(Output, pattern) is { Success: true } match) return match.Groups[1].Value;
            Thread.Sleep(5);
        }

        throw new TimeoutException($"{pattern} did not come; there was:\n{Output}");
    }

    public void Dispose() => _master.Dispose();

    private void Read()
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var length = _master.Read(buffer);
                lock (_output) _output.Append(Encoding.UTF8.GetString(buffer, 0, length));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Nobody has the other end open (EIO), or the test is over.
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_openpt")]
    private static partial int Open(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt")]
    private static partial int Grant(int descriptor);

    [LibraryImport("libc", EntryPoint = "unlockpt")]
    private static partial int Unlock(int descriptor);

    [LibraryImport("libc", EntryPoint = "ptsname_r")]
    private static partial int Name(int descriptor, [Out] byte[] name, nint size);

    /// <summary>What was started; ends with the test.</summary>
    internal sealed class Started(Process process) : IDisposable
    {
        public void Dispose()
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
    }
}
