using PromLauncher.Telemetry;

namespace PromLauncher.Sources;

/// <summary>
/// Parses locations without <see cref="Uri"/>, which would lower-case buckets, unescape keys, drop dot segments and cut keys at
/// <c>?</c> and <c>#</c>.
/// </summary>
internal static class LocationParser
{
    private const string Kinds =
        "A location is s3://bucket/key, s3://bucket/prefix/, https://…, ssm:/name, env:NAME, a local file or folder, or - for standard input.";

    private const string VersionMarker = "?versionId=";

    public static Location Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) throw Fault("The location is empty.", Kinds);
        if (text.AsSpan().ContainsAny('\0', '\r', '\n')) throw Fault("The location contains a line break or a NUL character.", Kinds);
        if (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) && !HasScheme(text, "s3://", out _))
            throw Fault("The location begins or ends with white space.", "Remove it; an S3 key alone may end with a space.");

        if (text == "-") return new StandardInputLocation();
        if (HasScheme(text, "s3://", out var s3)) return ParseS3(s3);
        if (HasScheme(text, "https://", out var host) || HasScheme(text, "http://", out host)) return ParseHttp(text, host);
        if (HasScheme(text, "ssm:", out var parameter)) return ParseParameter(parameter);
        if (HasScheme(text, "env:", out var variable)) return ParseEnvironment(variable);
        if (HasScheme(text, "s3:", out _)) throw Fault("'s3:' is not followed by two slashes.", "Write s3://bucket/key.");
        if (HasScheme(text, "https:", out _) || HasScheme(text, "http:", out _))
            throw Fault("'http:' or 'https:' is not followed by two slashes.", "Write https://host/path.");
        if (HasScheme(text, "file://", out var path))
            throw Fault("A local file is written without file://.", path.StartsWith('/') ? $"Write {path}" : Kinds);
        if (ForeignScheme(text) is { } foreign) throw Fault($"'{foreign}' is not a known kind of location.", Kinds);
        return new FileLocation(text);
    }

    /// <summary>True for <c>[A-Za-z_][A-Za-z0-9_]*</c>.</summary>
    public static bool IsVariableName(string name)
    {
        if (name.Length == 0 || char.IsAsciiDigit(name[0])) return false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_') return false;
        }

        return true;
    }

    private static S3Location ParseS3(string text)
    {
        var (bucket, key) = text.StartsWith("arn:", StringComparison.Ordinal) ? SplitArn(text) : SplitBucket(text);
        string? version = null;
        var at = key.LastIndexOf(VersionMarker, StringComparison.Ordinal);
        if (at >= 0 && IsVersionId(key.AsSpan(at + VersionMarker.Length)))
        {
            version = key[(at + VersionMarker.Length)..];
            key = key[..at];
            if (version.Length == 0)
                throw Fault($"s3://{bucket}/{key} names an empty versionId.", "Write the version's id after ?versionId=, or leave it out for the newest version.");
        }

        var location = new S3Location(bucket, key, version);
        if (version is not null && location.IsPrefix)
            throw Fault($"{location.Display} asks for a version of a prefix.", "Only one object has a version: name its key.");
        return location;
    }

    private static (string Bucket, string Key) SplitBucket(string text)
    {
        var slash = text.IndexOf('/');
        var bucket = slash < 0 ? text : text[..slash];
        if (bucket.Length == 0) throw Fault($"s3://{text} names no bucket.", "Write s3://bucket/key.");
        if (!IsBucketName(bucket))
            throw Fault($"'{bucket}' is not a bucket's name.", "Write s3://bucket/key; a bucket is named by 3 to 255 letters, digits, dots, hyphens and underscores.");
        if (slash < 0) throw Fault($"s3://{text} names no key.", $"Write s3://{text}/prometheus.yml for one object, or s3://{text}/ for everything in the bucket.");
        return (bucket, text[(slash + 1)..]);
    }

    /// <summary>
    /// <c>arn:PARTITION:s3:REGION:ACCOUNT:accesspoint/NAME/KEY</c> (or <c>accesspoint:NAME</c>; also s3-object-lambda, and
    /// s3-outposts with its outpost in between), as the AWS CLI reads them.
    /// </summary>
    private static (string Bucket, string Key) SplitArn(string text)
    {
        const string help = "Write s3://arn:aws:s3:REGION:ACCOUNT:accesspoint/NAME/key.";
        var start = 0;
        for (var colons = 0; colons < 5; colons++)
        {
            start = text.IndexOf(':', start) + 1;
            if (start == 0) throw Fault($"s3://{text} is not the ARN of an access point.", help);
        }

        var fields = text[..start].Split(':');
        var (service, region) = (fields[2], fields[3]);
        if (service is not ("s3" or "s3-object-lambda" or "s3-outposts")) throw Fault($"s3://{text} is not the ARN of an access point.", help);
        if (service == "s3" && region.Length == 0)
            throw Fault($"s3://{text} is a multi-region access point or a bucket's ARN.", "Use an access point of one region, or the bucket's name.");

        var end = start;
        if (service == "s3-outposts") end = SkipPart(SkipPart(end, "outpost"), null);
        end = SkipPart(end, "accesspoint");
        var name = SkipPart(end, null);
        if (name - end < 2) throw Fault($"s3://{text} names no access point.", help);
        if (name > text.Length) throw Fault($"s3://{text} names no key.", $"Write s3://{text}/prometheus.yml for one object, or s3://{text}/ for everything in it.");
        return (text[..(name - 1)], text[name..]);

        // The position after one part of the resource and its separator; one past the end when the text ends with the part.
        int SkipPart(int from, string? expected)
        {
            var stop = from > text.Length ? -1 : text.AsSpan(from).IndexOfAny(':', '/');
            stop = stop < 0 ? text.Length : from + stop;
            if (expected is not null && (from > text.Length || text[from..stop] != expected)) throw Fault($"s3://{text} is not the ARN of an access point.", help);
            return stop + 1;
        }
    }

    private static HttpLocation ParseHttp(string text, string rest)
    {
        var address = HttpAddress.Redact(text);
        var end = rest.AsSpan().IndexOfAny('/', '?', '#');
        var authority = end < 0 ? rest : rest[..end];
        var host = authority[(authority.LastIndexOf('@') + 1)..];
        if (host.Length == 0 || host[0] == ':') throw Fault($"{address} names no host.", "Write https://host/path.");
        if (!Uri.TryCreate(text, UriKind.Absolute, out _)) throw Fault($"{address} is not a URL.", "Write https://host/path.");
        return new HttpLocation(text);
    }

    private static ParameterLocation ParseParameter(string name)
    {
        if (name.Length == 0) throw Fault("'ssm:' names no parameter.", "Write ssm:/path/of/the/parameter.");
        if (name.StartsWith("//", StringComparison.Ordinal)) throw Fault($"'ssm:{name}' is not a parameter's name.", $"Write ssm:/{name.TrimStart('/')}");
        return new ParameterLocation(name);
    }

    /// <summary>The value in place of a name may be the configuration itself, secrets included: it is not repeated.</summary>
    private static EnvironmentLocation ParseEnvironment(string name) => IsVariableName(name)
        ? new EnvironmentLocation(name)
        : throw Fault("'env:' is not followed by the name of an environment variable.", "Write env:NAME; the variable holds the configuration's text.");

    private static bool HasScheme(string text, string scheme, out string rest)
    {
        var found = text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase);
        rest = found ? text[scheme.Length..] : "";
        return found;
    }

    private static string? ForeignScheme(string text)
    {
        var end = text.IndexOf("://", StringComparison.Ordinal);
        if (end <= 0 || !char.IsAsciiLetter(text[0])) return null;
        foreach (var c in text.AsSpan(0, end))
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.')) return null;
        }

        return text[..(end + 3)];
    }

    private static bool IsBucketName(string bucket)
    {
        if (bucket.Length is < 3 or > 255) return false;
        foreach (var c in bucket)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_')) return false;
        }

        return true;
    }

    /// <summary>True for what S3-compatible stores use as version ids, and for an empty one: anything else is part of the key.</summary>
    private static bool IsVersionId(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_')) return false;
        }

        return text.Length <= 1024;
    }

    private static FailureException Fault(string message, string help) => new(FailureKind.Usage, message, help);
}
