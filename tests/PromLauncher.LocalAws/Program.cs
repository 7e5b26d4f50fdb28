using System.Net;
using System.Runtime.InteropServices;
using PromLauncher.LocalAws;

// localaws [--listen ADDRESS:PORT] [--socket PATH] [--data SCENARIO.json]: prints its endpoint, and lives until SIGTERM or SIGINT.
var options = new LocalAwsOptions();
Scenario? scenario = null;
var folder = ".";
for (var i = 0; i + 1 < args.Length; i += 2)
{
    switch (args[i])
    {
        case "--listen":
            options = options with { Listen = IPEndPoint.Parse(args[i + 1]) };
            break;
        case "--socket":
            options = options with { Socket = args[i + 1] };
            break;
        case "--data":
            scenario = Scenario.Read(args[i + 1]);
            folder = Path.GetDirectoryName(Path.GetFullPath(args[i + 1]))!;
            break;
        default:
            return Usage();
    }
}

if (args.Length % 2 != 0) return Usage();

var stop = new TaskCompletionSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
await using var server = await LocalAwsServer.StartAsync(options);
scenario?.Apply(server, folder);
Console.WriteLine(server.Endpoint.GetLeftPart(UriPartial.Authority));
await stop.Task;
return 0;

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.TrySetResult();
}

static int Usage()
{
    Console.Error.WriteLine("usage: localaws [--listen ADDRESS:PORT] [--socket PATH] [--data SCENARIO.json]");
    return 64;
}
