using PromLauncher.Sources;
using PromLauncher.Telemetry;

namespace PromLauncher.Tests.Sources;

public sealed class FileTreeTest
{
    [Theory]
    [InlineData("../x", "'..'")]
    [InlineData("a/../x", "'..'")]
    [InlineData("a/..", "'..'")]
    [InlineData("./x", "'.'")]
    [InlineData("/etc/passwd", "absolute")]
    [InlineData("a//b", "empty")]
    [InlineData("a/", "empty")]
    [InlineData("", "empty")]
    [InlineData("a\0b", "NUL")]
    [InlineData("dir", "also a folder")]
    [InlineData("file/below", "'file' is also a file")]
    [InlineData("file", "twice")]
    public void What_would_leave_the_release_or_collide_is_refused(string path, string reason)
    {
        var tree = Tree();
        var failure = Assert.Throws<FailureException>(() => tree.Add(path));
        Assert.Equal(FailureKind.Invalid, failure.Kind);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("..a")]
    [InlineData("a..")]
    [InlineData("...")]
    [InlineData("Dir")]
    [InlineData("dir/other")]
    [InlineData("a b+c%2F..%2Fd#e?f")]
    [InlineData("back\\slash")]
    public void What_merely_looks_odd_is_taken(string path) => Tree().Add(path);

    [Fact]
    public void A_name_that_no_file_system_takes_is_refused()
    {
        Tree().Add(new string('x', 255));
        Assert.Throws<FailureException>(() => Tree().Add(new string('x', 256)));
        Assert.Throws<FailureException>(() => Tree().Add(new string('ü', 128)));
        Assert.Throws<FailureException>(() => Tree().Add(string.Join('/', Enumerable.Repeat(new string('x', 100), 40))));
    }

    private static FileTree Tree()
    {
        var tree = new FileTree("s3://bucket/p/", 100);
        tree.Add("file");
        tree.Add("dir/one");
        return tree;
    }
}
