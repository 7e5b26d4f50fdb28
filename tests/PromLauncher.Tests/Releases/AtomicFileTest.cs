using System.Text;
using PromLauncher.Native;
using PromLauncher.Releases;

namespace PromLauncher.Tests.Releases;

/// <summary>What is left, and what is reported, when a file can't be replaced.</summary>
public sealed class AtomicFileTest
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public void A_missing_folder_is_reported_as_the_call_that_failed()
    {
        using var dir = new StateDir();

        var failure = Assert.Throws<FileSystemException>(() => AtomicFile.Write(Path.Join(dir.Path, "gone", "file"), "new"u8, Mode, durable: false));

        Assert.Equal(FileSystem.NotFound, failure.Error);
    }

    [Fact]
    public void A_target_that_can_not_be_replaced_leaves_no_temporary_file()
    {
        using var dir = new StateDir();
        var target = Directory.CreateDirectory(Path.Join(dir.Path, "target")).FullName;
        File.WriteAllText(Path.Join(target, "kept"), "old", Encoding.UTF8);

        Assert.Throws<FileSystemException>(() => AtomicFile.Write(target, "new"u8, Mode, durable: false));

        Assert.Equal([target], Directory.GetFileSystemEntries(dir.Path));
    }
}
