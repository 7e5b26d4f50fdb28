using PromLauncher.Cli;
using PromLauncher.Launch;
using PromLauncher.Native;
using PromLauncher.Native.Trust;
using PromLauncher.Supervision;

// Before signals are taken over: one that is pending for a child being started must still be pending after its execve.
if (Trampoline.IsAsked(args)) return Trampoline.Run(args);
NativeHeap.UseOneArena();
Descriptor.OccupyStandardStreams();
ServerTrust.KeepOpenSslFromReadingAll();
var signals = SignalQueue.Install();
return await CommandLine.RunAsync(args, new ProcessContext { Signals = signals });
