using Microsoft.AspNetCore.DataProtection;

namespace Pintle.ControlPlane.Data;

/// <summary>Encrypts what must not be read from a copy of the database. One purpose for each kind of secret: one kind's can't be put in another's place.</summary>
internal sealed class SecretBox(IDataProtectionProvider protection)
{
    /// <summary>The secret settings of a destination.</summary>
    public IDataProtector Destinations { get; } = protection.CreateProtector("Pintle.Destinations");

    /// <summary>Tokens of workspaces.</summary>
    public IDataProtector WorkspaceTokens { get; } = protection.CreateProtector("Pintle.WorkspaceTokens");

    /// <summary>Credentials of user code.</summary>
    public IDataProtector Credentials { get; } = protection.CreateProtector("Pintle.Credentials");

    /// <summary>Tokens of accounts at vendors.</summary>
    public IDataProtector Accounts { get; } = protection.CreateProtector("Pintle.Accounts");

    /// <summary>Secrets of applications at vendors.</summary>
    public IDataProtector OAuthClients { get; } = protection.CreateProtector("Pintle.OAuthClients");

    /// <summary>What goes with somebody who approves at a vendor.</summary>
    public IDataProtector Authorisations { get; } = protection.CreateProtector("Pintle.Authorisations");
}
