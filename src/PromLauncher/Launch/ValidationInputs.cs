using PromLauncher.Aws;
using PromLauncher.Config;
using PromLauncher.Config.Checks;
using PromLauncher.Config.Document;
using PromLauncher.Sources;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>Fetches the inputs at a location of <c>validate</c>.</summary>
internal sealed class ValidationInputs(ValidateOptions options, AwsContext aws, ProcessContext process, Log log)
{
    /// <summary>How long to retry: a user is waiting.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Returns the inputs at a location: one configuration, or every file of a folder that has no main file.</summary>
    /// <param name="location">The location.</param>
    /// <param name="allowHttp">True when plain http is allowed.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="FailureException">It can't be fetched.</exception>
    public async Task<IReadOnlyList<ValidationInput>> FetchAsync(Location location, bool allowHttp, CancellationToken cancellation)
    {
        var single = SingleName(location);
        var source = SourceFactory.Create(location, new SourceOptions
        {
            MainFile = single ?? options.Configuration.MainFile,
            MainFileIsOptional = true,
            MaxSize = options.Configuration.MaxSize,
            MaxObjects = options.Configuration.MaxObjects,
            AllowHttp = allowHttp,
            Time = process.Time,
            Environment = process.Environment,
        }, aws);
        using var closing = source as IDisposable;
        var snapshot = await new Retry(process.Time, Random.Shared).FetchAsync(source, Patience, log.LogFailedAttempt, cancellation);
        var bundle = new ConfigBundle(snapshot.Files, snapshot.MainFile) { Folder = FolderOf(location) };
        var root = RootOf(location);
        if (bundle.Files.ContainsKey(bundle.MainFile))
            return [Recognise(bundle, root) with { MainName = root.Length == 0 || single is null ? NameOfMain(location) : null }];

        var inputs = bundle.Files.Keys.Where(FileKinds.HasExtension).Order(StringComparer.Ordinal).Select(file => bundle with { MainFile = file })
            .Select(part => Recognise(part, root)).ToList();
        return inputs.Count > 0 ? inputs : throw new FailureException(FailureKind.NotFound,
            $"{location.Display} contains no {options.Configuration.MainFile}, and no other file that ends in .yml, .yaml or .json.", "Name the file itself, or its folder.");
    }

    private ValidationInput Recognise(ConfigBundle bundle, string root)
    {
        if (options.FileKind is { } given) return new(bundle, given, root);
        var text = bundle.Files[bundle.MainFile];
        if (FileKinds.IsPlainlyConfig(text.Span)) return new(bundle, FileKind.Config, root);
        var document = YamlDocument.Parse(bundle.MainFile, text);
        return new(bundle, FileKinds.Recognise(document), root) { Document = document };
    }

    /// <summary>The file name of a location that is a single file: its extension decides how a list of targets is read.</summary>
    internal static string? SingleName(Location location) => location switch
    {
        FileLocation file when !Directory.Exists(file.Path) => Path.GetFileName(file.Path),
        S3Location { IsPrefix: false } s3 => s3.Key[(s3.Key.LastIndexOf('/') + 1)..],
        _ => null,
    };

    private static string? FolderOf(Location location) => location switch
    {
        FileLocation file when Directory.Exists(file.Path) => Path.GetFullPath(file.Path),
        FileLocation file => Path.GetDirectoryName(Path.GetFullPath(file.Path)),
        StandardInputLocation => Directory.GetCurrentDirectory(),
        _ => null,
    };

    private static string RootOf(Location location) => location switch
    {
        FileLocation file when Directory.Exists(file.Path) => file.Path is "." or "./" ? "" : file.Path.TrimEnd('/') + "/",
        FileLocation file => file.Path[..(file.Path.LastIndexOf('/') + 1)],
        S3Location s3 => $"s3://{s3.Bucket}/{s3.Key[..(s3.Key.LastIndexOf('/') + 1)]}",
        _ => "",
    };

    private static string? NameOfMain(Location location) => location is FileLocation or S3Location { IsPrefix: true } ? null : location.Display;
}
