namespace Pintle.ControlPlane.Accounts.Vendors;

/// <summary>A kind of account: how somebody approves at the vendor, and what tokens come of it.</summary>
/// <param name="Name">By which accounts name it: <c>google_ads</c>.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="Vendor">Whose it is: kinds of one vendor share an OAuth client.</param>
/// <param name="AuthoriseUrl">Where people approve.</param>
/// <param name="TokenUrl">Where tokens come from.</param>
/// <param name="Documentation">The vendor's own page about it.</param>
internal sealed record AccountDefinition(string Name, string DisplayName, string Vendor, string AuthoriseUrl, string TokenUrl, string Documentation)
{
    /// <summary>The kinds of destinations that deliver through such accounts, by the names of their definitions.</summary>
    public IReadOnlyList<string> Destinations { get; init; } = [];

    /// <summary>The kinds of destinations that delete people through such accounts.</summary>
    public IReadOnlyList<string> Deletions { get; init; } = [];

    /// <summary>What is asked for.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Stands between scopes.</summary>
    public string ScopeSeparator { get; init; } = " ";

    /// <summary>What the vendor wants in the address besides.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Codes are bound to who asks (RFC 7636).</summary>
    public bool IsPkce { get; init; }

    /// <summary>The client shows itself by Basic authentication; else in the form.</summary>
    public bool IsBasic { get; init; }

    /// <summary>Members of the vendor's answer that destinations need beside the tokens: <c>instance_url</c>.</summary>
    public IReadOnlyList<string> Keeps { get; init; } = [];

    /// <summary>Destinations need the client's developer token too.</summary>
    public bool WantsDeveloperToken { get; init; }

    /// <summary>The vendor's words for access that is over, beside <c>invalid_grant</c> (RFC 6749 §5.2).</summary>
    public IReadOnlyList<string> WithdrawnCodes { get; init; } = [];
}
