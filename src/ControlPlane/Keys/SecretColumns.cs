using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Keys;

/// <summary>Everywhere in the database where something is encrypted.</summary>
internal static class SecretColumns
{
    /// <summary>All of them. A write says what stood there: what somebody has changed in between stays theirs.</summary>
    public static IReadOnlyList<SecretColumn> All(SecretBox box) =>
    [
        new("destination", box.Destinations, static db => db.Destinations.Select(d => new KeptSecret { Id = d.Id, Text = d.ProtectedSecrets }),
            static (db, kept, text, ct) => db.Destinations.Where(d => d.Id == kept.Id && d.ProtectedSecrets == kept.Text).ExecuteUpdateAsync(d => d.SetProperty(x => x.ProtectedSecrets, text), ct)),
        new("credential", box.Credentials, static db => db.Credentials.Select(c => new KeptSecret { Id = c.Id, Text = c.ProtectedValue }),
            static (db, kept, text, ct) => db.Credentials.Where(c => c.Id == kept.Id && c.ProtectedValue == kept.Text).ExecuteUpdateAsync(c => c.SetProperty(x => x.ProtectedValue, text), ct)),
        new("account", box.Accounts, static db => db.Accounts.Select(a => new KeptSecret { Id = a.Id, Text = a.ProtectedSecret }),
            static (db, kept, text, ct) => db.Accounts.Where(a => a.Id == kept.Id && a.ProtectedSecret == kept.Text).ExecuteUpdateAsync(a => a.SetProperty(x => x.ProtectedSecret, text), ct)),
        new("OAuth client", box.OAuthClients, static db => db.OAuthClients.Select(c => new KeptSecret { Id = c.Id, Text = c.ProtectedSecret }),
            static (db, kept, text, ct) => db.OAuthClients.Where(c => c.Id == kept.Id && c.ProtectedSecret == kept.Text).ExecuteUpdateAsync(c => c.SetProperty(x => x.ProtectedSecret, text), ct)),
        new("developer token of the OAuth client", box.OAuthClients, static db => db.OAuthClients.Select(c => new KeptSecret { Id = c.Id, Text = c.ProtectedDeveloperToken }),
            static (db, kept, text, ct) => db.OAuthClients.Where(c => c.Id == kept.Id && c.ProtectedDeveloperToken == kept.Text).ExecuteUpdateAsync(c => c.SetProperty(x => x.ProtectedDeveloperToken, text), ct)),
        new("authorisation under way", box.Authorisations, static db => db.Authorisations.Select(a => new KeptSecret { Id = a.Id, Text = a.ProtectedVerifier }),
            static (db, kept, text, ct) => db.Authorisations.Where(a => a.Id == kept.Id && a.ProtectedVerifier == kept.Text).ExecuteUpdateAsync(a => a.SetProperty(x => x.ProtectedVerifier, text), ct)),
        new("issuer", box.Issuers, static db => db.Issuers.Select(i => new KeptSecret { Id = i.Id, Text = i.ProtectedSecret }),
            static (db, kept, text, ct) => db.Issuers.Where(i => i.Id == kept.Id && i.ProtectedSecret == kept.Text).ExecuteUpdateAsync(i => i.SetProperty(x => x.ProtectedSecret, text), ct)),
        new("log-in under way", box.Issuers, static db => db.IssuerVisits.Select(v => new KeptSecret { Id = v.Id, Text = v.ProtectedVerifier }),
            static (db, kept, text, ct) => db.IssuerVisits.Where(v => v.Id == kept.Id && v.ProtectedVerifier == kept.Text).ExecuteUpdateAsync(v => v.SetProperty(x => x.ProtectedVerifier, text), ct)),
        new("token of the workspace", box.WorkspaceTokens, static db => db.Workspaces.Select(w => new KeptSecret { Id = w.Id, Text = w.ProtectedToken }),
            static (db, kept, text, ct) => db.Workspaces.Where(w => w.Id == kept.Id && w.ProtectedToken == kept.Text).ExecuteUpdateAsync(w => w.SetProperty(x => x.ProtectedToken, text), ct)),
        new("second factor of the person", box.SecondFactors, static db => db.UserTokens.Select(t => new KeptSecret { Id = t.UserId + "/" + t.LoginProvider + "/" + t.Name, Text = t.Value }),
            static (db, kept, text, ct) => db.UserTokens.Where(t => t.UserId + "/" + t.LoginProvider + "/" + t.Name == kept.Id && t.Value == kept.Text).ExecuteUpdateAsync(t => t.SetProperty(x => x.Value, text), ct)),
    ];
}

/// <summary>A column of encrypted text.</summary>
/// <param name="What">Whose it is, for people.</param>
/// <param name="Protector">What encrypts it.</param>
/// <param name="Read">All of it.</param>
/// <param name="WriteAsync">Puts another text in the place of one; 0: it is not there any more.</param>
internal sealed record SecretColumn(
    string What, SecretProtector Protector, Func<ControlContext, IQueryable<KeptSecret>> Read, Func<ControlContext, KeptSecret, string, CancellationToken, Task<int>> WriteAsync);

/// <summary>An encrypted text.</summary>
internal sealed record KeptSecret
{
    /// <summary>Of what it belongs to; unique in its column.</summary>
    public required string Id { get; init; }

    /// <summary>Null or empty: there is none.</summary>
    public required string? Text { get; init; }
}
