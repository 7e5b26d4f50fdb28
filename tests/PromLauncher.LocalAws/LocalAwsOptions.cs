using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace PromLauncher.LocalAws;

/// <summary>How a local AWS is started.</summary>
public sealed record LocalAwsOptions
{
    /// <summary>Where it listens; port 0: a free one.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>A Unix socket to listen on as well, open to all users, for access from outside a container's network; or null.</summary>
    public string? Socket { get; init; }

    /// <summary>The certificate to serve TLS with, or null for plain http.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whether each answer ends its connection.</summary>
    public bool ClosesConnections { get; init; }

    /// <summary>The clock of signatures and temporary keys.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
