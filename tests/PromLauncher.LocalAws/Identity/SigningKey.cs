using System.Security.Cryptography;
using System.Text;

namespace PromLauncher.LocalAws.Identity;

/// <summary>The scope of a signature: <c>20260102/eu-west-1/s3/aws4_request</c>.</summary>
internal sealed record CredentialScope(string Date, string Region, string Service)
{
    public override string ToString() => $"{Date}/{Region}/{Service}/aws4_request";
}

/// <summary>The key derived from a secret for one scope, and its signatures.</summary>
internal sealed class SigningKey
{
    private readonly byte[] _key;

    public SigningKey(string secret, CredentialScope scope)
    {
        Scope = scope;
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in (ReadOnlySpan<string>)[scope.Date, scope.Region, scope.Service, "aws4_request"]) key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        _key = key;
    }

    public CredentialScope Scope { get; }

    /// <summary>The signature of a request.</summary>
    public string Sign(string timestamp, string canonicalRequest) => Sign($"AWS4-HMAC-SHA256\n{timestamp}\n{Scope}\n{Hash(Encoding.UTF8.GetBytes(canonicalRequest))}");

    /// <summary>The signature of one chunk of a chunked upload.</summary>
    public string SignChunk(string timestamp, string previous, ReadOnlySpan<byte> chunk) =>
        Sign($"AWS4-HMAC-SHA256-PAYLOAD\n{timestamp}\n{Scope}\n{previous}\n{Hash([])}\n{Hash(chunk)}");

    public static string Hash(ReadOnlySpan<byte> data) => Convert.ToHexStringLower(SHA256.HashData(data));

    private string Sign(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));
}
