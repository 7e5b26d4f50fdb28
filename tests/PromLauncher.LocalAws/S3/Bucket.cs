using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace PromLauncher.LocalAws.S3;

/// <summary>One version of an object.</summary>
public sealed record StoredObject
{
    /// <summary>Its content.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Without quotes; 32 hexadecimal digits.</summary>
    public required string ETag { get; init; }

    /// <summary>The version's id; the string <c>null</c> in a bucket without versioning.</summary>
    public required string VersionId { get; init; }

    /// <summary>When it was put.</summary>
    public required DateTimeOffset LastModified { get; init; }

    /// <summary>Its Content-Type.</summary>
    public string ContentType { get; init; } = "binary/octet-stream";

    /// <summary>Its Content-Encoding, or null.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>The key that encrypts it, on which reading requires <c>kms:Decrypt</c>; or null.</summary>
    public string? KmsKeyArn { get; init; }

    /// <summary>True for the delete marker in a bucket with versioning.</summary>
    public bool IsDeleteMarker { get; init; }
}

/// <summary>A bucket and its objects.</summary>
public sealed class Bucket(string name, string region, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, List<StoredObject>> _objects = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Where it is.</summary>
    public string Region => region;

    /// <summary>True when older versions are kept.</summary>
    public bool IsVersioned { get; set; }

    /// <summary>Puts an object.</summary>
    public StoredObject Put(string key, ReadOnlyMemory<byte> content, string? contentType = null, string? contentEncoding = null, string? kmsKeyArn = null)
    {
        var stored = New(content) with { ContentType = contentType ?? "binary/octet-stream", ContentEncoding = contentEncoding, KmsKeyArn = kmsKeyArn };
        Add(key, stored);
        return stored;
    }

    /// <inheritdoc cref="Put(string, ReadOnlyMemory{byte}, string?, string?, string?)"/>
    public StoredObject Put(string key, string content) => Put(key, System.Text.Encoding.UTF8.GetBytes(content));

    /// <summary>Deletes an object, or adds a delete marker in a bucket with versioning.</summary>
    public void Delete(string key)
    {
        if (IsVersioned) Add(key, New(default) with { IsDeleteMarker = true });
        else _objects.TryRemove(key, out _);
    }

    /// <summary>The newest version of an object, possibly a delete marker; or null.</summary>
    public StoredObject? Find(string key)
    {
        lock (_lock) return _objects.TryGetValue(key, out var versions) ? versions[^1] : null;
    }

    /// <summary>One version of an object, or null.</summary>
    public StoredObject? Find(string key, string versionId)
    {
        lock (_lock) return _objects.TryGetValue(key, out var versions) ? versions.Find(version => version.VersionId == versionId) : null;
    }

    /// <summary>The objects, in S3's order: by the keys' bytes.</summary>
    public IReadOnlyList<(string Key, StoredObject Object)> List() =>
        [.. _objects.Keys.Select(key => (Key: key, Object: Find(key))).Where(static item => item.Object is { IsDeleteMarker: false })
            .Select(static item => (item.Key, item.Object!)).OrderBy(static item => item.Key, StringComparer.Ordinal)];

    private void Add(string key, StoredObject stored)
    {
        lock (_lock)
        {
            var versions = _objects.GetOrAdd(key, static _ => []);
            if (!IsVersioned) versions.Clear();
            versions.Add(stored);
        }
    }

    private StoredObject New(ReadOnlyMemory<byte> content) => new()
    {
        Content = content,
#pragma warning disable CA5351 // S3's ETag of a plain upload is its MD5.
        ETag = Convert.ToHexStringLower(MD5.HashData(content.Span)),
#pragma warning restore CA5351
        VersionId = IsVersioned ? RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._", 32) : "null",
        LastModified = time.GetUtcNow(),
    };
}
