using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.People;

/// <summary>Makes people who can log in.</summary>
internal sealed class NewPeople(UserManager<StoredUser> users, TimeProvider time)
{
    private const int SqliteConstraint = 19;

    /// <exception cref="ApiException">There is somebody with the address.</exception>
    public Task<StoredUser> AddAsync(string name, string email, string password) => AddAsync(name, email, user => users.CreateAsync(user, password));

    /// <summary>Somebody who logs in by single sign-on only.</summary>
    /// <exception cref="ApiException">There is somebody with the address.</exception>
    public Task<StoredUser> AddWithoutPasswordAsync(string name, string email) => AddAsync(name, email, users.CreateAsync);

    /// <summary>What was checked before, Identity does; but not when somebody else changed the same person in between.</summary>
    public static IdentityResult Must(IdentityResult result) => result.Succeeded
        ? result
        : throw ApiException.Conflict($"It was not done, and can be tried again: {string.Join(" ", result.Errors.Select(e => e.Description))}");

    private async Task<StoredUser> AddAsync(string name, string email, Func<StoredUser, Task<IdentityResult>> create)
    {
        var user = new StoredUser { Id = Ids.New("usr"), Name = name, Email = email, UserName = email, CreatedAt = time.GetUtcNow() };
        try
        {
            var result = await create(user);
            return result.Succeeded ? user : throw Refused(result);
        }
        catch (DbUpdateException twice) when (twice.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } or SqliteException { SqliteErrorCode: SqliteConstraint })
        {
            // Somebody else made it after it had been looked for.
            throw Known();
        }
    }

    private static ApiException Refused(IdentityResult result) => result.Errors.Any(e => e.Code.StartsWith("Duplicate", StringComparison.Ordinal))
        ? Known()
        : ApiException.Invalid(result.Errors.Select(e => (e.Code.StartsWith("Password", StringComparison.Ordinal) ? "password" : "email", e.Description)));

    private static ApiException Known() => ApiException.Conflict("There is somebody with this e-mail address already. Log in with it.");
}
