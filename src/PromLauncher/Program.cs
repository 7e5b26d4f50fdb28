return await PromLauncher.Cli.CommandLine.RunAsync(args, new PromLauncher.Launch.Surroundings());
