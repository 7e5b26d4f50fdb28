using PromLauncher.TestChild;

// A stand-in for Prometheus: the first word says what it does, and what a launcher adds behind it is of no interest to most of them.
return args switch
{
    ["exit", var code, ..] => int.Parse(code, System.Globalization.CultureInfo.InvariantCulture),
    ["tree", ..] => ProcessTree.Print(),
    _ => await FakePrometheus.RunAsync(args),
};
