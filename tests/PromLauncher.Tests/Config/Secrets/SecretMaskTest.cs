using PromLauncher.Config.Secrets;
using PromLauncher.Tests.Config.Reports;

namespace PromLauncher.Tests.Config.Secrets;

/// <summary>How much of a line is hidden when nothing but its text says what is secret.</summary>
public sealed class SecretMaskTest
{
    /// <summary>Within brackets that began in the line only the values are hidden: the next field is shown again.</summary>
    [Theory]
    [InlineData("basic_auth: {username: u, password: abc, passwrod: d}", "basic_auth: {username: u, password: ***, passwrod: **")]
    [InlineData("a: {password: abc, b: c}", "a: {password: ***, b: c}")]
    [InlineData("a: {password: a, b c, d: e}", "a: {password: ** * *, d: e}")]
    [InlineData("- {url: http://a, basic_auth: {password: abc}, timeot: 1s}", "- {url: http://a, basic_auth: {password: ***}, timeot: 1s}")]
    [InlineData("[{password: abc }, {b: c}]", "[{password: *** }, {b: c}]")]
    [InlineData("{\"password\": abc, 'token' : def, 'b': c}", "{\"password\": ***, 'token' : ***, 'b': c}")]
    [InlineData("{password: \"a, b: c\", d: e}", "{password: *** ** **, d: e}")]
    [InlineData("{password: 'a'', b: c', d: e}", "{password: ***** ** **, d: e}")]
    [InlineData("{password: !!str 'a, b: c', d: e}", "{password: !!str *** ** **, d: e}")]
    [InlineData("{password: &a abc, d: e}", "{password: &a ***, d: e}")]
    [InlineData("{password: {a: b, c: [d]}, e: f}", "{password: *** ** ** ****, e: f}")]
    [InlineData("{headers: {A: abc, B: [\"}\"]}, e: f}", "{headers: *** **** ** ******, e: f}")]
    [InlineData("{authorization: {type: Basic, credentials: abc}, e: f}", "{authorization: {type: Basic, credentials: ***}, e: f}")]
    [InlineData("{authorization: abc, e: f}", "{authorization: ***, e: f}")]
    [InlineData("{password: ${PW}, token: ${T:-abc}, e: f}", "{password: ${PW}, token: *********, e: f}")]
    [InlineData("{token: , e: f}", "{token: , e: f}")]
    public void In_brackets_only_the_values_are_hidden(string line, string shown) => Assert.Equal(shown, Line(line));

    /// <summary>A text that is no flow mapping has no place where the secret surely ends.</summary>
    [Theory]
    [InlineData("password: a, b: c", "password: ** ** *")]
    [InlineData("# don't {password: a, b: c", "# don't {password: *, b: c")]
    [InlineData("text: \"{password: a, b: c\"", "text: \"{password: ** ** **")]
    [InlineData("text: {x: 'password: a, b: c', y: z}", "text: {x: 'password: ** ** *** ** **")]
    [InlineData("}, password: a, b: c}", "}, password: ** ** **")]
    [InlineData("{a: b}, password: a, b: c", "{a: b}, password: ** ** *")]
    [InlineData("{password: 'abc, b: c}", "{password: ***** ** **")]
    [InlineData("{headers: {A: b, e: f", "{headers: *** ** ** *")]
    [InlineData("token=abc, user: x", "token=**** ***** *")]
    public void Elsewhere_all_up_to_the_end_of_the_line_is_hidden(string line, string shown) => Assert.Equal(shown, Line(line));

    [Theory]
    [InlineData("authorization:\n  type: Basic", "  type: Basic")]
    [InlineData("authorization:\n  abc", "  ***")]
    [InlineData("authorization: |\n  type: abc", "  ***** ***")]
    [InlineData("http_headers:\n  X-Foo:\n    values: [abc]", "    ******* *****")]
    [InlineData("x_token:\n- abc", "* ***")]
    [InlineData("job_name:\n- abc", "- abc")]
    public void What_stands_below_a_secret_field_is_hidden(string text, string shown) => Assert.Equal(shown, Line(text));

    /// <summary>One rule says which names are secret, here and where YAML is read.</summary>
    [Theory]
    [InlineData("password", true)]
    [InlineData("db_passwd", true)]
    [InlineData("pwd", true)]
    [InlineData("key_passphrase", true)]
    [InlineData("client_certificate_key", true)]
    [InlineData("application_secret", true)]
    [InlineData("service_account_key", true)]
    [InlineData("aws_secret_access_key", true)]
    [InlineData("passwrd", true)]
    [InlineData("bearer", true)]
    [InlineData("x-scope-auth", true)]
    [InlineData("cookie", true)]
    [InlineData("tls.key", true)]
    [InlineData("password_file", false)]
    [InlineData("key_file", false)]
    [InlineData("token_url", false)]
    [InlineData("username", false)]
    [InlineData("monkey", false)]
    public void A_name_is_secret_or_not(string name, bool isSecret)
    {
        Assert.Equal(isSecret, SecretFields.LooksSecret(name));
        Assert.Equal($"{name}: {(isSecret ? "***" : "abc")}", Line($"{name}: abc"));
        Assert.Equal($"# {name.ToUpperInvariant()} = {(isSecret ? "***" : "abc")}", Line($"# {name.ToUpperInvariant()} = abc"));
    }

    [Fact]
    public void A_long_line_takes_time_by_its_length()
    {
        foreach (var piece in (string[])["{password: a, ", "\"password: ", "password: , ", "{'password: ", ",  ", "x-auth: [", "{a: 'b"])
        {
            var text = new System.Text.StringBuilder().Insert(0, piece, 8_000 / piece.Length).ToString();
            var before = Environment.CpuUsage.TotalTime;
            Line(text);
            Assert.True(Environment.CpuUsage.TotalTime - before < TimeSpan.FromSeconds(2), piece);
        }
    }

    private static string Line(string text) => SecretMask.Line(Samples.Source(text), text.Split('\n').Length, []);
}
