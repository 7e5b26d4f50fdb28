using PromLauncher.TestChild;

// A stand-in for Prometheus: the first argument says what it does; most modes ignore what a launcher adds after it.
return args switch
{
    ["exit", var code, ..] => int.Parse(code, System.Globalization.CultureInfo.InvariantCulture),
    ["tree", ..] => ProcessTree.Print(),
    _ => await FakePrometheus.RunAsync(args),
};
