using PromLauncher.Aws;
using PromLauncher.Config;
using PromLauncher.Config.Checks;
using PromLauncher.Config.Document;
using PromLauncher.Sources;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>One thing to check: a configuration with what travels with it, or a file of another kind.</summary>
/// <param name="Bundle">Its files.</param>
/// <param name="Kind">What the main file is.</param>
/// <param name="Root">What stands before the paths of its files, for people to read.</param>
internal sealed record ValidationInput(ConfigBundle Bundle, FileKind Kind, string Root)
{
    /// <summary>The name of the main file when it isn't that of its path: standard input, an environment variable.</summary>
    public string? MainName { get; init; }

    /// <summary>The main file, when it was read to see what it is.</summary>
    public YamlDocument? Document { get; init; }

    /// <summary>A file as the user would name it.</summary>
    public string NameOf(string file) => file == Bundle.MainFile && MainName is not null ? MainName : file.StartsWith('/') ? file : Root + file;
}

/// <summary>Fetches what a location of <c>validate</c> means.</summary>
internal sealed class ValidationInputs(ValidateOptions options, AwsContext aws, Surroundings surroundings, Log log)
{
    /// <summary>Somebody waits for the answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>All that a location means: one configuration, or every file of a folder that has no main file.</summary>
    /// <param name="location">The location.</param>
    /// <param name="allowHttp">True when it may be plain http.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="FailureException">It can't be had.</exception>
    public async Task<IReadOnlyList<ValidationInput>> FetchAsync(Location location, bool allowHttp, CancellationToken cancellation)
    {
        var single = SingleName(location);
        var source = SourceFactory.Create(location, new SourceOptions
        {
            MainFile = single ?? options.Fetch.MainFile,
            MainFileIsOptional = true,
            MaxSize = options.Fetch.MaxSize,
            MaxObjects = options.Fetch.MaxObjects,
            AllowHttp = allowHttp,
            Time = surroundings.Time,
            Environment = surroundings.Environment,
        }, aws);
        using var closing = source as IDisposable;
        var snapshot = await new Retry(surroundings.Time, Random.Shared).FetchAsync(source, Patience, log.TellFailedAttempt, cancellation);
        var bundle = new ConfigBundle(snapshot.Files, snapshot.MainFile) { Folder = FolderOf(location) };
        var root = RootOf(location);
        if (bundle.Files.ContainsKey(bundle.MainFile))
            return [Recognise(bundle, root) with { MainName = root.Length == 0 || single is null ? NameOfMain(location) : null }];

        var inputs = bundle.Files.Keys.Where(FileKinds.HasExtension).Order(StringComparer.Ordinal).Select(file => bundle with { MainFile = file })
            .Select(part => Recognise(part, root)).ToList();
        return inputs.Count > 0 ? inputs : throw new FailureException(FailureKind.NotFound,
            $"{location.Display} holds no {options.Fetch.MainFile}, and no other file that ends in .yml, .yaml or .json.", "Name the file itself, or its folder.");
    }

    private ValidationInput Recognise(ConfigBundle bundle, string root)
    {
        if (options.FileKind is { } given) return new(bundle, given, root);
        var text = bundle.Files[bundle.MainFile];
        if (FileKinds.IsPlainlyConfig(text.Span)) return new(bundle, FileKind.Config, root);
        var document = YamlDocument.Parse(bundle.MainFile, text);
        return new(bundle, FileKinds.Recognise(document), root) { Document = document };
    }

    /// <summary>The name of a location that is a single file: it decides how a list of targets is read.</summary>
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
