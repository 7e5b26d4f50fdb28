using PromLauncher.Releases;

namespace PromLauncher.Launch;

/// <summary>An expanded configuration in a private temporary folder, for a program that wants files; removed afterwards, as it may hold secrets.</summary>
internal sealed class Stage : IDisposable
{
    private Stage(string folder) => Folder = folder;

    /// <summary>Where the files are.</summary>
    public string Folder { get; }

    public static Stage Write(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        // Made with mode 0700 (mkdtemp(3)).
        var stage = new Stage(Path.Combine(Directory.CreateTempSubdirectory("promlauncher-").FullName, "check"));
        try
        {
            ReleaseFolder.Write(stage.Folder, files);
            return stage;
        }
        catch
        {
            stage.Dispose();
            throw;
        }
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(Folder)!, recursive: true);
}
