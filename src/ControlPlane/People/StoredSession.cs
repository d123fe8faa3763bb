namespace Pintle.ControlPlane.People;

/// <summary>A log-in of a person in one browser.</summary>
internal sealed class StoredSession
{
    /// <summary>SHA-256 of what the cookie holds, in hexadecimal.</summary>
    public required string Id { get; set; }

    public required string UserId { get; set; }

    /// <summary>The log-in as ASP.NET writes it, encrypted.</summary>
    public required byte[] Ticket { get; set; }

    public required string Address { get; set; }

    public required string UserAgent { get; set; }

    /// <summary>Address of the issuer who said who it is; null: the person's password did.</summary>
    public string? Issuer { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset LastSeenAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }
}
