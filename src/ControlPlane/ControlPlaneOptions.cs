namespace Pintle.ControlPlane;

/// <summary>Where the control plane keeps what people configure.</summary>
public sealed record ControlPlaneOptions
{
    /// <summary>A file, for SQLite; used when there is no <see cref="Postgres"/>.</summary>
    public required string SqliteFile { get; init; }

    /// <summary>Connection string of a PostgreSQL database; empty: SQLite.</summary>
    public string Postgres { get; init; } = "";

    /// <summary>Under which data planes that serve all workspaces ask for them.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>What they show then; empty: there are none.</summary>
    public string NamespaceSecret { get; init; } = "";

    /// <summary>Address under which browsers reach this server; empty: as each request names it.</summary>
    public string PublicUrl { get; init; } = "";

    /// <summary>Address under which SDKs reach the gateway; empty: this server's name, as each request has it, at <see cref="GatewayPort"/>.</summary>
    public string GatewayUrl { get; init; } = "";

    /// <summary>Where the gateway listens.</summary>
    public int GatewayPort { get; init; } = 8080;

    /// <summary>The gateway speaks HTTPS by itself.</summary>
    public bool IsGatewaySecure { get; init; }

    /// <summary>Requests of the API a second from each token, person or address; 0: any number.</summary>
    public int ApiRate { get; init; }

    /// <summary>Connects to vendors, refusing where nothing may go; null: to anywhere.</summary>
    public Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? Connect { get; init; }

    /// <summary>Directory of the keys that encrypt secrets; empty: they are in the database, beside the secrets.</summary>
    public string KeyDirectory { get; init; } = "";
}
