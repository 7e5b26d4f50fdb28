using PromLauncher.Config;

namespace PromLauncher.Tests.Config;

/// <summary>Patterns as Go's path/filepath.Match has them; the cases of its own test, but those whose answer is an error.</summary>
public sealed class BundleGlobTest
{
    [Theory]
    [InlineData("abc", "abc", true)]
    [InlineData("*", "abc", true)]
    [InlineData("*c", "abc", true)]
    [InlineData("a*", "a", true)]
    [InlineData("a*", "ab/c", false)]
    [InlineData("a*/b", "abc/b", true)]
    [InlineData("a*/b", "a/c/b", false)]
    [InlineData("a*b*c*d*e*/f", "axbxcxdxe/f", true)]
    [InlineData("a*b*c*d*e*/f", "axbxcxdxexxx/f", true)]
    [InlineData("a*b*c*d*e*/f", "axbxcxdxe/xxx/f", false)]
    [InlineData("a*b*c*d*e*/f", "axbxcxdxexxx/fff", false)]
    [InlineData("a*b?c*x", "abxbbxdbxebxczzx", true)]
    [InlineData("a*b?c*x", "abxbbxdbxebxczzy", false)]
    [InlineData("ab[c]", "abc", true)]
    [InlineData("ab[b-d]", "abc", true)]
    [InlineData("ab[e-g]", "abc", false)]
    [InlineData("ab[^c]", "abc", false)]
    [InlineData("ab[^b-d]", "abc", false)]
    [InlineData("ab[^e-g]", "abc", true)]
    [InlineData("a\\*b", "a*b", true)]
    [InlineData("a\\*b", "ab", false)]
    [InlineData("a?b", "a☺b", true)]
    [InlineData("a[^a]b", "a☺b", true)]
    [InlineData("a???b", "a☺b", false)]
    [InlineData("[a-ζ]*", "α", true)]
    [InlineData("*[a-ζ]", "A", false)]
    [InlineData("a?b", "a/b", false)]
    [InlineData("a*b", "a/b", false)]
    [InlineData("[\\]a]", "]", true)]
    [InlineData("[\\-]", "-", true)]
    [InlineData("[x\\-]", "x", true)]
    [InlineData("[x\\-]", "z", false)]
    [InlineData("[\\-x]", "a", false)]
    [InlineData("*x", "xxx", true)]
    public void A_pattern_takes_what_Go_takes(string pattern, string path, bool matches) => Assert.Equal(matches, BundleGlob.IsMatch(pattern, path));

    [Theory]
    [InlineData("[]a]", "]")]
    [InlineData("[-]", "-")]
    [InlineData("[x-]", "x")]
    [InlineData("[-x]", "x")]
    [InlineData("[a-b-c]", "a")]
    [InlineData("[", "a")]
    [InlineData("[^", "a")]
    [InlineData("[^bc", "a")]
    [InlineData("a[", "ab")]
    [InlineData("\\", "\\")]
    public void A_malformed_one_takes_nothing(string pattern, string path) => Assert.False(BundleGlob.IsMatch(pattern, path));

    [Theory]
    [InlineData("rules/*.yml", "conf/rules/a.yml")]
    [InlineData("./rules//*.yml", "conf/rules/a.yml")]
    [InlineData("../*.yml", "top.yml")]
    [InlineData("x/../rules/../../top.yml", "top.yml")]
    [InlineData("../../top.yml", null)]
    [InlineData("/top.yml", null)]
    [InlineData("rules/a.yml\0", null)]
    public void Paths_start_from_the_main_file_and_end_with_the_bundle(string pattern, string? file) =>
        Assert.Equal(file is null ? [] : [file], BundleGlob.Files(Bundle(null), pattern));

    [Theory]
    [InlineData("rules/*.yml", "/srv/b/conf/rules/*.yml", "conf/rules/a.yml")]
    [InlineData("../../x.yml", "/srv/x.yml", "/srv/x.yml")]
    [InlineData("/etc/./a/../b.yml", "/etc/b.yml", null)]
    [InlineData("../../../../../x.yml", "/x.yml", null)]
    public void With_a_folder_each_path_is_one_of_this_machine(string pattern, string absolute, string? file)
    {
        foreach (var folder in (string[])["/srv/b", "/srv/b/"])
        {
            Assert.Equal(absolute, BundleGlob.Absolute(Bundle(folder), pattern));
            Assert.Equal(file is null ? [] : [file], BundleGlob.Files(Bundle(folder), pattern));
        }
    }

    private static ConfigBundle Bundle(string? folder) =>
        new(((string[])["conf/prometheus.yml", "conf/rules/a.yml", "top.yml", "/srv/x.yml"]).ToDictionary(static path => path, static _ => ReadOnlyMemory<byte>.Empty), "conf/prometheus.yml") { Folder = folder };
}
