using Pintle.ControlPlane.Keys;

namespace Pintle.ControlPlane.Data;

/// <summary>
/// Encrypts what must not be read from a copy of the database. One purpose for each kind of secret: one kind's can't be put in another's place.
/// What is encrypted here has a place in <see cref="SecretColumns"/>, so that it gets a new key with all else.
/// </summary>
internal sealed class SecretBox(KeyRings protection)
{
    /// <summary>The secret settings of a destination.</summary>
    public SecretProtector Destinations { get; } = protection.CreateProtector("Pintle.Destinations");

    /// <summary>Tokens of workspaces.</summary>
    public SecretProtector WorkspaceTokens { get; } = protection.CreateProtector("Pintle.WorkspaceTokens");

    /// <summary>Credentials of user code.</summary>
    public SecretProtector Credentials { get; } = protection.CreateProtector("Pintle.Credentials");

    /// <summary>Tokens of accounts at vendors.</summary>
    public SecretProtector Accounts { get; } = protection.CreateProtector("Pintle.Accounts");

    /// <summary>Secrets of applications at vendors.</summary>
    public SecretProtector OAuthClients { get; } = protection.CreateProtector("Pintle.OAuthClients");

    /// <summary>What goes with somebody who approves at a vendor.</summary>
    public SecretProtector Authorisations { get; } = protection.CreateProtector("Pintle.Authorisations");

    /// <summary>Secrets of applications at issuers that people log in through, and what goes with somebody who does.</summary>
    public SecretProtector Issuers { get; } = protection.CreateProtector("Pintle.Issuers");

    /// <summary>What makes the codes of people's apps, and recovery codes.</summary>
    public SecretProtector SecondFactors { get; } = protection.CreateProtector("Pintle.SecondFactors");
}
