using System.Text.Json;
using PromLauncher.Config;
using PromLauncher.Config.Schema;
using PromLauncher.Config.Values;

namespace PromLauncher.Tests.Config.Values;

/// <summary>Sizes as promtool 2.42 reads them in <c>body_size_limit</c>.</summary>
public sealed class ByteSizeTest
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("0B", 0)]
    [InlineData("+1B", 1)]
    [InlineData("15MB", 15.0 * 1024 * 1024)]
    [InlineData("1.5GiB", 1.5 * 1024 * 1024 * 1024)]
    [InlineData("1.KB", 1024)]
    [InlineData(".5KB", 512)]
    [InlineData("1KiB1MiB", 1024 + 1024 * 1024)]
    [InlineData("1KB1B", 1025)]
    [InlineData("1KiB1B", 1025)]
    [InlineData("7EB", 7.0 * (1L << 60))]
    [InlineData("8EiB", 8.0 * (1L << 60))]
    [InlineData("-8EB", -8.0 * (1L << 60))]
    public void A_size_is_read(string text, double bytes)
    {
        Assert.True(ByteSize.TryParse(text, out var read));
        Assert.Equal(bytes, read);
        Assert.Matches(Pattern(), text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData(".")]
    [InlineData("1.")]
    [InlineData(".B")]
    [InlineData("KB")]
    [InlineData("1kB")]
    [InlineData("1B2")]
    [InlineData("1..2B")]
    [InlineData("1KB1KiB")]
    [InlineData("1KiB1MB")]
    [InlineData("1 KB")]
    public void What_is_not_a_size_is_refused(string text)
    {
        Assert.False(ByteSize.TryParse(text, out _));
        Assert.DoesNotMatch(Pattern(), text);
    }

    [Theory]
    [InlineData("9EB")]
    [InlineData("-9EB")]
    [InlineData("16EiB")]
    [InlineData("100EB")]
    [InlineData("99999999999999999999B")]
    [InlineData("9223372036854775799B")]
    [InlineData("0.99999999999999999999KB")]
    public void What_64_bits_can_not_hold_is_refused(string text) => Assert.False(ByteSize.TryParse(text, out _));

    /// <summary>What editors are told; a pattern can't count.</summary>
    private static System.Text.RegularExpressions.Regex Pattern()
    {
        using var schema = JsonDocument.Parse(JsonSchema.Write(PrometheusVersion.NewestKnown));
        return new(Patterns(schema.RootElement).First(static pattern => pattern.Contains("KMGTPE", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Patterns(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(static member => member is { Name: "pattern", Value.ValueKind: JsonValueKind.String } ? [member.Value.GetString()!] : Patterns(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Patterns),
        _ => [],
    };
}
