using PromLauncher.Config.Placeholders;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>Values for placeholders given on the command line.</summary>
/// <param name="Set">From <c>--set</c>; they take precedence over the environment.</param>
/// <param name="FromFiles">From <c>--env-file</c>; the environment takes precedence over them.</param>
internal sealed record GivenVariables(IReadOnlyDictionary<string, string> Set, IReadOnlyDictionary<string, string> FromFiles)
{
    private static readonly Dictionary<string, string> None = [];

    /// <summary>Reads the options. When a name has several values, the last wins, as with Docker.</summary>
    /// <exception cref="FailureException">An entry is not <c>NAME=VALUE</c>, or a file can't be read: usage.</exception>
    public static GivenVariables Read(ConfigurationOptions options) =>
        new(options.Set.Count == 0 ? None : ReadSet(options.Set), options.EnvFiles.Count == 0 ? None : ReadFiles(options.EnvFiles));

    private static Dictionary<string, string> ReadSet(IReadOnlyList<string> entries)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            try
            {
                var (name, value) = SetOption.Parse(entry);
                values[name] = value;
            }
            catch (FormatException e)
            {
                throw new FailureException(FailureKind.Usage, e.Message, inner: e);
            }
        }

        return values;
    }

    private static Dictionary<string, string> ReadFiles(IReadOnlyList<string> paths)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var file = EnvFile.Parse(ReadFile(path));
            if (file.Faults.Count > 0) throw Unreadable(path, file.Faults);
            foreach (var (name, value) in file.Values)
            {
                // A name without a value means the environment's value, which wins anyway; it also overrides an earlier file.
                if (value is null) values.Remove(name);
                else values[name] = value;
            }
        }

        return values;
    }

    private static byte[] ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var reason = e switch
            {
                FileNotFoundException or DirectoryNotFoundException => "it does not exist",
                UnauthorizedAccessException => Directory.Exists(path) ? "it is a folder" : "this user may not read it",
                _ => e.Message,
            };
            throw new FailureException(FailureKind.Usage, $"--env-file: {path} can't be read: {reason}", inner: e);
        }
    }

    private static FailureException Unreadable(string path, IReadOnlyList<EnvFileFault> faults) => new(
        FailureKind.Usage,
        "--env-file: " + string.Join("; ", faults.Select(fault => $"{path}:{fault.Line}: {fault.Message}")),
        "Write NAME=VALUE, one a line, without spaces around the '='.");
}
