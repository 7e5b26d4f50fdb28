using PromLauncher.Cli;
using PromLauncher.Launch;
using PromLauncher.Native;
using PromLauncher.Native.Trust;
using PromLauncher.Supervision;

// Before the signals are taken: what is pending for a child on its way must still be pending when it gets there.
if (Trampoline.IsAsked(args)) return Trampoline.Run(args);
Descriptor.OccupyStandardStreams();
ServerTrust.KeepOpenSslFromReadingAll();
var signals = SignalQueue.Install();
return await CommandLine.RunAsync(args, new Surroundings { Signals = signals });
