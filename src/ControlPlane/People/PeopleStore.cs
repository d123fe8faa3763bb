using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.People;

/// <summary>People in the database. Identity would keep the secret of a second factor and its recovery codes as they are; here they are encrypted.</summary>
internal sealed class PeopleStore(ControlContext db, SecretBox secrets) : UserOnlyStore<StoredUser, ControlContext>(db, new IdentityErrorDescriber())
{
    public override Task SetTokenAsync(StoredUser user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is { Length: > 0 } text ? secrets.SecondFactors.Protect(text) : value, cancellationToken);

    public override async Task<string?> GetTokenAsync(StoredUser user, string loginProvider, string name, CancellationToken cancellationToken) =>
        await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { Length: > 0 } kept ? secrets.SecondFactors.Unprotect(kept) : null;
}
