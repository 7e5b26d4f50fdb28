using PromLauncher.Supervision;

namespace PromLauncher.Tests.Supervision;

public sealed class StoragePathTest : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_that_can_be_written_is_not_a_finding_and_stays_unchanged()
    {
        Assert.Null(StoragePath.Check(_folder.Path));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_missing_folder_is_not_made_and_no_finding_where_it_can_be_made()
    {
        var path = Path.Combine(_folder.Path, "a", "b");
        Assert.Null(StoragePath.Check(path));
        Assert.False(Directory.Exists(path));
    }

    [Fact]
    public void A_file_in_its_place_is_reported() =>
        Assert.Contains("is a file", StoragePath.Check(_folder.File("data", ""))!.Value.Message, StringComparison.Ordinal);

    [Fact]
    public void A_folder_that_can_not_be_written_is_reported_with_its_owner_and_the_fix()
    {
        // Not even root can make files in /proc.
        var (message, help) = StoragePath.Check("/proc")!.Value;
        Assert.Contains("the storage path /proc can't be written by user", message, StringComparison.Ordinal);
        Assert.Contains("/proc belongs to user 0", message, StringComparison.Ordinal);
        Assert.Contains("\"user\": \"0\"", help, StringComparison.Ordinal);
    }
}
