namespace PromLauncher.Tests.EndToEnd;

/// <summary>
/// A child that prints <c>ready PID</c> and then <c>signal N</c> for each signal, in order. It is Perl, which Debian always has: .NET's runtime keeps
/// SIGPIPE ignored whatever is registered for it, and hands signals to threads in no order.
/// </summary>
internal static class SignalPrinter
{
    /// <summary>The program.</summary>
    public const string Program = "/usr/bin/perl";

    private const string Script = """
        use Config;
        $| = 1;
        my $left = shift;
        my @names = split ' ', $Config{sig_name};
        for my $n (1 .. 64) {
          next if $n == 9 || $n == 17 || $n == 19 || $n == 32 || $n == 33;
          $SIG{$names[$n]} = sub { print "signal $n\n"; exit 0 if $n == 15 && --$left == 0 };
        }
        print "ready $$\n";
        select(undef, undef, undef, 0.02) while 1;
        """;

    /// <summary>Its arguments.</summary>
    /// <param name="ends">The how manyth SIGTERM ends it, with exit code 0.</param>
    public static string[] Arguments(int ends = 1) => ["-e", Script, ends.ToString(System.Globalization.CultureInfo.InvariantCulture)];
}
